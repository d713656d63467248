import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { api } from '@/api/endpoints'
import { ApiError, networkProblem } from '@/api/problem'
import type { Order } from '@/api/types'
import OrderPayment from './OrderPayment.vue'

const order = (changes: Partial<Order> = {}): Order => ({
  order_id: 'abc', status: 'RESERVED', created_at: '2026-11-21T18:00:00+08:00',
  hold_expires_at: new Date(Date.now() + 600_000).toISOString(), refunded: { amount: 0, currency: 'CNY' },
  total: { amount: 110_700, currency: 'CNY' }, tickets: [], ...changes,
})

beforeEach(() => {
  setActivePinia(createPinia())
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
})

const shown = (changes?: Partial<Order>) => mount(OrderPayment, { props: { order: order(changes) } })
const button = (view: ReturnType<typeof shown>, text: string) => view.findAll('button').find((b) => b.text().includes(text))!

it('pays once, however often the button is pressed', async () => {
  const pay = vi.spyOn(api, 'pay').mockResolvedValue(order({ status: 'TICKETED' }))
  const view = shown()
  const pressed = button(view, 'Pay ¥1,107')
  await Promise.all([pressed.trigger('click'), pressed.trigger('click')])
  await flushPromises()
  expect(pay).toHaveBeenCalledOnce()
})

it('tries a failed payment again with the same key', async () => {
  const pay = vi.spyOn(api, 'pay').mockRejectedValueOnce(new ApiError(networkProblem)).mockResolvedValueOnce(order())
  const view = shown()
  await button(view, 'Pay').trigger('click')
  await flushPromises()
  expect(view.find('[role="alert"]').text()).toContain('cannot be reached')
  await button(view, 'Pay').trigger('click')
  await flushPromises()
  expect(pay.mock.calls[0]?.[1]).toBe(pay.mock.calls[1]?.[1])
  expect(view.find('[role="alert"]').exists()).toBe(false)
})

it('asks before it cancels', async () => {
  const cancel = vi.spyOn(api, 'cancel').mockResolvedValue(order({ status: 'CANCELLED' }))
  const view = shown()
  await button(view, 'Cancel order').trigger('click')
  expect(cancel).not.toHaveBeenCalled()
  await view.find('dialog').findAll('button').at(-1)?.trigger('click')
  await flushPromises()
  expect(cancel).toHaveBeenCalledWith('abc', expect.any(String))
  expect(view.find('dialog').exists()).toBe(false)
})

it('asks for the order as it stands when it was too late', async () => {
  const late = { code: 'hold_expired', status: 409, text: undefined, field: undefined }
  vi.spyOn(api, 'pay').mockRejectedValue(new ApiError(late))
  const view = shown()
  await button(view, 'Pay').trigger('click')
  await flushPromises()
  expect(view.emitted('stale')).toHaveLength(1)
})

it('tells when the time to pay is over', () => {
  expect(shown({ hold_expires_at: new Date(Date.now() - 1000).toISOString() }).emitted('stale')).toHaveLength(1)
  expect(shown().emitted('stale')).toBeUndefined()
})
