import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { api } from '@/api/endpoints'
import type { Station } from '@/api/types'
import StationBox from './StationBox.vue'

const station = (code: string, name: string, pinyin: string): Station => ({
  code, name, pinyin, initials: '', city: '', code_assumed: false,
})
const south = station('VNP', '北京南', 'beijingnan')
const west = station('BXP', '北京西', 'beijingxi')

beforeEach(() => {
  setActivePinia(createPinia())
  vi.spyOn(api, 'stations').mockImplementation(async (q) => (q === 'zzz' ? [] : [south, west]))
})

async function opened() {
  const box = mount(StationBox, { props: { label: 'From', modelValue: undefined }, attachTo: document.body })
  await box.find('input').trigger('focus')
  await flushPromises()
  return box
}

async function typed(text: string) {
  const box = await opened()
  vi.useFakeTimers()
  await box.find('input').setValue(text)
  await vi.runAllTimersAsync()
  vi.useRealTimers()
  await flushPromises()
  return box
}

const chosen = (box: ReturnType<typeof mount>) => (box.emitted('update:modelValue') ?? []).flat()

it('is a labelled combobox that offers busy stations at once', async () => {
  const box = await opened()
  const input = box.find('[role="combobox"]')
  expect(box.find('label').attributes('for')).toBe(input.attributes('id'))
  expect(input.attributes('aria-expanded')).toBe('true')
  expect(box.findAll('[role="option"]').map((option) => option.text())).toEqual(['北京南beijingnan', '北京西beijingxi'])
})

it('asks for what was typed and takes the option chosen by keys', async () => {
  const box = await typed('bj')
  expect(api.stations).toHaveBeenLastCalledWith('bj', expect.anything())
  const input = box.find('input')
  await input.trigger('keydown', { key: 'ArrowDown' })
  expect(input.attributes('aria-activedescendant')).toBe(box.findAll('[role="option"]')[1]?.attributes('id'))
  await input.trigger('keydown', { key: 'Enter' })
  expect(chosen(box)).toEqual([west])
  expect(input.attributes('aria-expanded')).toBe('false')
})

it('takes the option that was clicked', async () => {
  const box = await opened()
  await box.findAll('[role="option"]')[0]?.trigger('click')
  expect(chosen(box)).toEqual([south])
  expect(box.find('input').element.value).toBe('北京南')
})

it('takes the best match when the field is left', async () => {
  const box = await typed('beijing')
  await box.find('input').trigger('blur')
  await flushPromises()
  expect(chosen(box)).toEqual([south])
})

it('says when nothing is found, and leaves no false choice', async () => {
  const box = await typed('zzz')
  expect(box.text()).toContain('Nothing found for “zzz”')
  await box.find('input').trigger('blur')
  await flushPromises()
  expect(box.find('input').element.value).toBe('')
})
