import { useI18n } from 'vue-i18n'

// The name of a place class in the chosen language.
export function useClassName() {
  const { locale } = useI18n()
  return ({ name, name_en }: { name: string; name_en: string }) => (locale.value === 'en' ? name_en || name : name)
}
