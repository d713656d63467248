import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { noteServerDate } from '@/api/clock'
import { useCountdown } from './useCountdown'

const now = Date.parse('2026-11-21T10:00:00Z')

beforeEach(() => vi.useFakeTimers({ now }))
afterEach(() => {
  noteServerDate(new Date(Date.now()).toUTCString())
  vi.useRealTimers()
})

it('counts whole seconds down to zero and no further', async () => {
  const scope = effectScope()
  const { seconds, text } = scope.run(() => useCountdown('2026-11-21T10:01:05Z'))!
  expect(text.value).toBe('01:05')
  await vi.advanceTimersByTimeAsync(1000)
  expect(text.value).toBe('01:04')
  await vi.advanceTimersByTimeAsync(70_000)
  expect(seconds.value).toBe(0)
  expect(text.value).toBe('00:00')
  scope.stop()
})

it('goes by the clock of the server', () => {
  noteServerDate('Sat, 21 Nov 2026 09:58:00 GMT')
  const scope = effectScope()
  const { seconds } = scope.run(() => useCountdown('2026-11-21T10:01:00Z'))!
  expect(seconds.value).toBe(180)
  scope.stop()
})

it('ignores an offset that rounding explains', () => {
  noteServerDate('Sat, 21 Nov 2026 09:59:59 GMT')
  const scope = effectScope()
  const { seconds } = scope.run(() => useCountdown('2026-11-21T10:01:00Z'))!
  expect(seconds.value).toBe(60)
  scope.stop()
})

it('stops its timer with its scope', () => {
  const scope = effectScope()
  scope.run(() => useCountdown('2026-11-21T10:01:05Z'))
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})
