import { mount } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { setLocale } from '@/i18n'
import UiProblem from './UiProblem.vue'

afterEach(() => setLocale('en'))

it('shows the text of the API in the chosen language', async () => {
  const problem = { code: 'sold_out', status: 409, text: { zh: '余票不足', en: 'Not enough seats are left' }, field: undefined }
  const view = mount(UiProblem, { props: { problem } })
  expect(view.find('[role="alert"]').text()).toBe('Not enough seats are left')
  setLocale('zh')
  await nextTick()
  expect(view.text()).toBe('余票不足')
})

it('has words of its own when the API had none', () => {
  const problem = { code: 'network_failure', status: 0, text: undefined, field: undefined }
  expect(mount(UiProblem, { props: { problem } }).text()).toContain('cannot be reached')
})

it('offers another try', async () => {
  const retry = vi.fn()
  const view = mount(UiProblem, { props: { problem: { code: 'x', status: 500, text: undefined, field: undefined }, retry } })
  await view.find('button').trigger('click')
  expect(retry).toHaveBeenCalledOnce()
})
