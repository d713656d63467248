import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectSession, get, post, url } from './client'
import { ApiError, asProblem } from './problem'

const fetched = vi.fn<typeof fetch>()
const forget = vi.fn()
const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status })

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  vi.useFakeTimers()
  connectSession(() => 'token-1', forget)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  fetched.mockReset()
  forget.mockReset()
})

const headersOf = (call: number) => fetched.mock.calls[call]?.[1]?.headers as Record<string, string>
async function problemOf(call: Promise<unknown>) {
  const settled = call.catch((error: unknown) => error)
  await vi.runAllTimersAsync()
  const error = await settled
  expect(error).toBeInstanceOf(ApiError)
  return asProblem(error)
}

it('builds addresses and leaves out what is not given', () => {
  expect(url('/stations', { q: '北京', limit: 8, cursor: undefined })).toBe('/api/v1/stations?q=%E5%8C%97%E4%BA%AC&limit=8')
  expect(url('/settings')).toBe('/api/v1/settings')
})

it('sends token, key and body', async () => {
  fetched.mockResolvedValue(answer(201, { order_id: 'a' }))
  await expect(post('/orders', { legs: [] }, 'key-1')).resolves.toEqual({ order_id: 'a' })
  expect(headersOf(0)).toMatchObject({
    authorization: 'Bearer token-1', 'idempotency-key': 'key-1', 'content-type': 'application/json',
  })
  expect(fetched.mock.calls[0]?.[1]?.body).toBe('{"legs":[]}')
})

describe('errors', () => {
  it('carry the code, the field and the texts of the problem', async () => {
    fetched.mockResolvedValue(
      answer(422, { code: 'invalid_field', status: 422, title_zh: '字段', title_en: 'A field', field: 'passengers[0].name' }),
    )
    expect(await problemOf(post('/orders', {}, 'k'))).toEqual({
      code: 'invalid_field', status: 422, text: { zh: '字段', en: 'A field' }, field: 'passengers[0].name',
    })
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('are told when the answer is no problem document', async () => {
    fetched.mockResolvedValue(new Response('<html>', { status: 502 }))
    expect(await problemOf(get('/settings'))).toMatchObject({ code: 'unexpected_answer', status: 502 })
  })

  it('are told when a good answer is no JSON', async () => {
    fetched.mockResolvedValue(new Response('<html>', { status: 200 }))
    expect(await problemOf(get('/settings'))).toMatchObject({ code: 'unexpected_answer' })
  })

  it('of an expired token sign the user out', async () => {
    fetched.mockResolvedValue(answer(401, { code: 'unauthenticated' }))
    await problemOf(get('/orders'))
    expect(forget).toHaveBeenCalledOnce()
  })

  it('of a wrong password do not', async () => {
    fetched.mockResolvedValue(answer(401, { code: 'wrong_credentials' }))
    await problemOf(post('/sessions', {}))
    expect(forget).not.toHaveBeenCalled()
  })
})

describe('a lost connection', () => {
  it('is tried again with the same key', async () => {
    fetched.mockRejectedValueOnce(new TypeError('failed')).mockResolvedValueOnce(answer(201, { order_id: 'a' }))
    const order = post('/orders', {}, 'key-1')
    await vi.runAllTimersAsync()
    await expect(order).resolves.toEqual({ order_id: 'a' })
    expect([headersOf(0)['idempotency-key'], headersOf(1)['idempotency-key']]).toEqual(['key-1', 'key-1'])
  })

  it('is told after three tries', async () => {
    fetched.mockRejectedValue(new TypeError('failed'))
    expect(await problemOf(get('/settings'))).toMatchObject({ code: 'network_failure' })
    expect(fetched).toHaveBeenCalledTimes(3)
  })

  it('is not tried again without a key', async () => {
    fetched.mockRejectedValue(new TypeError('failed'))
    await problemOf(post('/sessions', {}))
    expect(fetched).toHaveBeenCalledTimes(1)
  })
})

it('waits out a busy server', async () => {
  fetched.mockResolvedValueOnce(answer(503, { code: 'overloaded' })).mockResolvedValueOnce(answer(200, { today: 'x' }))
  const settings = get('/settings')
  await vi.runAllTimersAsync()
  await expect(settings).resolves.toEqual({ today: 'x' })
})
