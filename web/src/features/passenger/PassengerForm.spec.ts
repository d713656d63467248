import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { NewPassenger } from '@/api/types'
import PassengerForm from './PassengerForm.vue'

const blank: NewPassenger = { name: '', document_type: 'resident_id', document_number: '', type: 'adult' }

it('labels every field and passes on what is typed', async () => {
  const form = mount(PassengerForm, { props: { modelValue: blank, n: 2 } })
  const labels = form.findAll('label').map((label) => label.text())
  expect(labels).toEqual(['Name', 'Ticket type', 'Document', 'Document number'])
  for (const label of form.findAll('label')) expect(form.find(`#${label.attributes('for')}`).exists()).toBe(true)

  await form.find('input').setValue('Li Hua')
  expect(form.emitted('update:modelValue')?.[0]).toEqual([{ ...blank, name: 'Li Hua' }])
  await form.findAll('select')[1]?.setValue('passport')
  expect(form.emitted('update:modelValue')?.[1]).toEqual([{ ...blank, name: 'Li Hua', document_type: 'passport' }])
})

it('shows an error beside its field and marks the field', () => {
  const form = mount(PassengerForm, {
    props: { modelValue: blank, n: 1, errors: { document_number: 'numberResident' as const } },
  })
  const wrong = form.find('[aria-invalid="true"]')
  expect(form.find(`#${wrong.attributes('aria-describedby')}`).text()).toBe('This is not a valid 18-digit identity number')
  expect(form.findAll('[aria-invalid="true"]')).toHaveLength(1)
})

it('can be removed only when told so', async () => {
  expect(mount(PassengerForm, { props: { modelValue: blank, n: 1 } }).find('button').exists()).toBe(false)
  const form = mount(PassengerForm, { props: { modelValue: blank, n: 2, removable: true } })
  await form.find('[aria-label="Remove passenger 2"]').trigger('click')
  expect(form.emitted('remove')).toHaveLength(1)
})
