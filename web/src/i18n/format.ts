import { locale } from '.'

export interface Amount {
  amount: number
  currency: string
}

const tag = () => (locale.value === 'zh' ? 'zh-CN' : 'en-GB')

// Integer minor units, shown without the fraction when there is none: ¥553, ¥24.5 is ¥24.50.
export function money({ amount, currency }: Amount): string {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const digits = new Intl.NumberFormat(tag(), options).resolvedOptions().maximumFractionDigits ?? 2
  const scale = 10 ** digits
  const shown = amount % scale === 0 ? 0 : digits
  return new Intl.NumberFormat(tag(), {
    ...options,
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(amount / scale)
}

// Times carry the station's own offset, so the clock on the platform is what the text says.
export const clockTime = (instant: string) => instant.slice(11, 16)
export const dayOf = (instant: string) => instant.slice(0, 10)

export const dayShift = (from: string, to: string) => daysBetween(dayOf(from), dayOf(to))

export const minutesBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000)

export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (locale.value === 'zh') return hours ? `${hours}小时${String(rest).padStart(2, '0')}分` : `${rest}分`
  return hours ? `${hours}h ${String(rest).padStart(2, '0')}m` : `${rest} min`
}

export function dayText(day: string, width: 'short' | 'long' = 'short'): string {
  const options: Intl.DateTimeFormatOptions =
    width === 'long'
      ? { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }
      : { month: 'short', day: 'numeric' }
  return new Intl.DateTimeFormat(tag(), { ...options, timeZone: 'UTC' }).format(utc(day))
}

export const weekdayText = (day: string) =>
  new Intl.DateTimeFormat(tag(), { weekday: 'short', timeZone: 'UTC' }).format(utc(day))

export const monthText = (day: string) =>
  new Intl.DateTimeFormat(tag(), { month: 'short', timeZone: 'UTC' }).format(utc(day))

export function addDays(day: string, days: number): string {
  const date = utc(day)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export const daysBetween = (from: string, to: string) => Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000)

// 0 is Monday.
export const weekdayIndex = (day: string) => (utc(day).getUTCDay() + 6) % 7

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
