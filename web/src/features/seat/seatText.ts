import { useI18n } from 'vue-i18n'

const levels = { L: 'lower_berth', M: 'middle_berth', U: 'upper_berth' } as const

// How a seat is called in the chosen language: 12F stays 12F, berth 12L of a sleeper is 12 下铺.
export function useSeatText() {
  const { t, locale } = useI18n()
  return (label: string, classCode: string) => {
    const berth = classCode.includes('sleeper') ? /^(\d+)([LMU])$/.exec(label) : null
    if (!berth) return locale.value === 'zh' && /^\d+$/.test(label) ? `${label} 号` : label
    const level = levels[berth[2] as keyof typeof levels]
    return `${berth[1]} ${t(`seat.position.${level}`)}`
  }
}
