import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { ClassOffer } from '@/api/types'
import ClassTile from './ClassTile.vue'

const offer = (changes: Partial<ClassOffer>): ClassOffer => ({
  class: 'second', name: '二等座', name_en: 'Second class', available: 120, price: { amount: 55350, currency: 'CNY' }, ...changes,
})
const tile = (changes: Partial<ClassOffer>) => mount(ClassTile, { props: { offer: offer(changes) } })

it('shows name, price and how many seats are left', () => {
  expect(tile({}).text()).toContain('Second class')
  expect(tile({}).text()).toContain('¥553.50')
  expect(tile({}).text()).toContain('120 left')
  expect(tile({ available: 3 }).text()).toContain('Only 3 left')
})

it('cannot be chosen when sold out or without a fare', async () => {
  for (const changes of [{ available: 0 }, { price: null }]) {
    const sold = tile(changes)
    await sold.trigger('click')
    expect(sold.attributes('disabled')).toBeDefined()
    expect(sold.emitted('choose')).toBeUndefined()
  }
  expect(tile({ available: 0 }).text()).toContain('Sold out')
  expect(tile({ price: null }).text()).toContain('No fare')
})

it('tells its choice', async () => {
  const free = tile({})
  await free.trigger('click')
  expect(free.emitted('choose')).toHaveLength(1)
})
