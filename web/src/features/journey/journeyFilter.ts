import type { Journey } from '@/api/types'
import { clockTime } from '@/i18n/format'

export type SortBy = 'departure' | 'duration' | 'price'
export type Period = 'dawn' | 'forenoon' | 'afternoon' | 'evening'

export const sorts: readonly SortBy[] = ['departure', 'duration', 'price']
export const periods: readonly Period[] = ['dawn', 'forenoon', 'afternoon', 'evening']

export interface JourneyFilter {
  kinds: string[]
  periods: Period[]
  classes: string[]
  onlyAvailable: boolean
}

export const noFilter = (): JourneyFilter => ({ kinds: [], periods: [], classes: [], onlyAvailable: false })

export const journeyKey = ({ legs }: Journey) =>
  legs.map((leg) => `${leg.departure_id}:${leg.from.code}-${leg.to.code}`).join('+')

export const departsAt = (journey: Journey) => journey.legs[0]?.departs_at ?? ''
export const arrivesAt = (journey: Journey) => journey.legs.at(-1)?.arrives_at ?? ''
export const periodOf = (journey: Journey): Period => {
  const quarter = Math.floor(Number(clockTime(departsAt(journey)).slice(0, 2)) / 6)
  return periods[quarter] ?? 'evening'
}

const lowestPrice = ({ classes }: Journey) =>
  Math.min(...classes.flatMap(({ price }) => (price ? [price.amount] : [])))

export function filtered(journeys: readonly Journey[], { kinds, periods, classes, onlyAvailable }: JourneyFilter) {
  return journeys.filter((journey) => {
    if (kinds.length && !journey.legs.every((leg) => kinds.includes(leg.kind))) return false
    if (periods.length && !periods.includes(periodOf(journey))) return false
    const wanted = journey.classes.filter((offer) => !classes.length || classes.includes(offer.class))
    if (!wanted.length) return false
    return !onlyAvailable || wanted.some((offer) => offer.available > 0 && offer.price)
  })
}

export function sorted(journeys: readonly Journey[], by: SortBy): Journey[] {
  const rank = {
    departure: (journey: Journey) => Date.parse(departsAt(journey)),
    duration: (journey: Journey) => journey.duration_minutes,
    price: lowestPrice,
  }[by]
  return [...journeys].sort((a, b) => compare(rank(a), rank(b)) || byTime(a, b))
}

const byTime = (a: Journey, b: Journey) => compare(Date.parse(departsAt(a)), Date.parse(departsAt(b)))

// Infinity (no price at all) minus itself is no number, so ranks are compared and not subtracted.
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
