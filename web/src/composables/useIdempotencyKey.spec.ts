import { expect, it, vi } from 'vitest'
import { newKey } from '@/api/key'
import { useIdempotencyKey } from './useIdempotencyKey'

it('stays the same for the same request until it is done', () => {
  const key = useIdempotencyKey()
  const first = key.keyFor({ a: 1 })
  expect(key.keyFor({ a: 1 })).toBe(first)
  key.done()
  expect(key.keyFor({ a: 1 })).not.toBe(first)
})

it('is another one for another request', () => {
  const key = useIdempotencyKey()
  const first = key.keyFor({ a: 1 })
  expect(key.keyFor({ a: 2 })).not.toBe(first)
})

it('exists outside secure contexts, too', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
  vi.unstubAllGlobals()
})
