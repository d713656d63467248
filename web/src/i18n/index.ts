import { computed } from 'vue'
import { createI18n } from 'vue-i18n'
import { en } from './en'
import { zh } from './zh'

export type Locale = 'zh' | 'en'
export type Messages = typeof zh

const storageKey = 'chepiao.locale'

export const i18n = createI18n<[Messages], Locale, false>({
  legacy: false,
  locale: initialLocale(),
  fallbackLocale: 'zh',
  messages: { zh, en },
})

export const locale = computed(() => i18n.global.locale.value)

export function setLocale(next: Locale) {
  i18n.global.locale.value = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function initialLocale(): Locale {
  try {
    const remembered = localStorage.getItem(storageKey)
    if (remembered === 'zh' || remembered === 'en') return remembered
  } catch {
    // As above.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
