import { describe, expect, it } from 'vitest'
import type { Journey } from '@/api/types'
import { filtered, noFilter, sorted } from './journeyFilter'

interface Sketch { at: string; minutes: number; kind: string; price: number | null; left: number }

const place = { code: 'A', name: 'A' }
const journey = ({ at, minutes, kind, price, left }: Sketch): Journey => ({
  legs: [{
    departure_id: at, service: kind + at, numbers: [], kind, from: place, to: place, distance_km: null, duration_minutes: minutes,
    departs_at: `2026-11-22T${at}:00+08:00`, arrives_at: '2026-11-22T23:59:00+08:00',
  }],
  classes: [{ class: 'second', name: '', name_en: '', available: left, price: price === null ? null : { amount: price, currency: 'CNY' } }],
  duration_minutes: minutes, fares_assumed: false, formation_assumed: false,
})
const dawn = journey({ at: '05:10', minutes: 900, kind: 'K', price: 100, left: 5 })
const noon = journey({ at: '12:00', minutes: 300, kind: 'G', price: 500, left: 0 })
const night = journey({ at: '20:30', minutes: 600, kind: 'D', price: null, left: 9 })
const all = [night, noon, dawn]

describe('sort', () => {
  it('orders by departure, duration and price, without price last', () => {
    expect(sorted(all, 'departure')).toEqual([dawn, noon, night])
    expect(sorted(all, 'duration')).toEqual([noon, night, dawn])
    expect(sorted(all, 'price')).toEqual([dawn, noon, night])
    expect(sorted([night, { ...night }], 'price')).toHaveLength(2)
  })
})

describe('filter', () => {
  it('lets all through at first', () => expect(filtered(all, noFilter())).toEqual(all))

  it('goes by kind, time and class', () => {
    expect(filtered(all, { ...noFilter(), kinds: ['G', 'K'] })).toEqual([noon, dawn])
    expect(filtered(all, { ...noFilter(), periods: ['evening'] })).toEqual([night])
    expect(filtered(all, { ...noFilter(), classes: ['first'] })).toEqual([])
  })

  it('hides what is sold out or has no fare', () => {
    expect(filtered(all, { ...noFilter(), onlyAvailable: true })).toEqual([dawn])
  })
})
