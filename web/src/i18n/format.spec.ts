import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '.'
import { addDays, clockTime, dayShift, dayText, daysBetween, duration, minutesBetween, money, weekdayIndex } from './format'

beforeEach(() => setLocale('zh'))

describe('money', () => {
  it('counts in minor units and leaves out an empty fraction', () => {
    expect(money({ amount: 55350, currency: 'CNY' })).toBe('¥553.50')
    expect(money({ amount: 55300, currency: 'CNY' })).toBe('¥553')
    expect(money({ amount: 5, currency: 'CNY' })).toBe('¥0.05')
    expect(money({ amount: 0, currency: 'CNY' })).toBe('¥0')
  })

  it('knows currencies without minor units', () => {
    expect(money({ amount: 1200, currency: 'JPY' })).toContain('1,200')
  })
})

describe('time', () => {
  it('shows the clock of the station, whatever the zone of the browser', () => {
    expect(clockTime('2026-11-22T23:50:00-05:00')).toBe('23:50')
  })

  it('counts nights between departure and arrival', () => {
    expect(dayShift('2026-11-22T21:00:00+08:00', '2026-11-24T06:00:00+08:00')).toBe(2)
    expect(dayShift('2026-11-22T09:00:00+08:00', '2026-11-22T13:28:00+08:00')).toBe(0)
  })

  it('measures across zones', () => {
    expect(minutesBetween('2026-11-22T09:00:00+08:00', '2026-11-22T02:30:00+00:00')).toBe(90)
  })

  it('speaks both languages', () => {
    expect(duration(268)).toBe('4小时28分')
    expect(duration(45)).toBe('45分')
    expect(dayText('2026-11-22')).toBe('11月22日')
    setLocale('en')
    expect(duration(268)).toBe('4h 28m')
    expect(dayText('2026-11-22', 'long')).toMatch(/^Sun,? 22 November 2026$/)
  })
})

describe('days', () => {
  it('cross months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(daysBetween('2026-11-21', '2026-12-05')).toBe(14)
  })

  it('start the week on Monday', () => {
    expect(weekdayIndex('2026-11-23')).toBe(0)
    expect(weekdayIndex('2026-11-22')).toBe(6)
  })
})
