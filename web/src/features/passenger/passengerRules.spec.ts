import { expect, it } from 'vitest'
import type { NewPassenger } from '@/api/types'
import { passengerErrors, passengerField } from './passengerRules'

const li: NewPassenger = { name: '李华', document_type: 'resident_id', document_number: '11010519491231002X', type: 'adult' }

it('finds nothing wrong with good passengers', () => {
  const passport: NewPassenger = { name: 'Ann', document_type: 'passport', document_number: ' e1234567 ', type: 'child' }
  expect(passengerErrors([li, passport])).toEqual([{}, {}])
})

it('names what is missing', () => {
  expect(passengerErrors([{ ...li, name: ' ', document_number: '' }])).toEqual([
    { name: 'nameMissing', document_number: 'numberMissing' },
  ])
})

it('checks a number by its document', () => {
  expect(passengerErrors([{ ...li, document_number: '110105194912310021' }])[0]?.document_number).toBe('numberResident')
  expect(passengerErrors([{ ...li, document_type: 'hk_macau_permit', document_number: 'X12345678' }])[0]?.document_number).toBe('numberInvalid')
  expect(passengerErrors([{ ...li, document_type: 'hk_macau_permit', document_number: 'h12345678' }])).toEqual([{}])
})

it('takes a document only once', () => {
  expect(passengerErrors([li, { ...li, document_number: '11010519491231002x' }])).toEqual([
    {}, { document_number: 'numberDuplicate' },
  ])
})

it('reads the field a problem names', () => {
  expect(passengerField('passengers[1].document_number')).toEqual({ index: 1, name: 'document_number' })
  expect(passengerField('legs[0].seats')).toBeUndefined()
  expect(passengerField(undefined)).toBeUndefined()
})
