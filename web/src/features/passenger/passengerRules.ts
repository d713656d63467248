import type { DocumentType, NewPassenger, PassengerType } from '@/api/types'
import { isResidentId } from './residentId'

export const documentTypes: readonly DocumentType[] = [
  'resident_id', 'passport', 'hk_macau_permit', 'taiwan_permit', 'foreigner_residence',
]
export const passengerTypes: readonly PassengerType[] = ['adult', 'child', 'student', 'disabled']

// Keys of the texts under `passenger`.
export type NumberError = 'numberMissing' | 'numberResident' | 'numberInvalid' | 'numberDuplicate'
export interface PassengerErrors {
  name?: 'nameMissing'
  document_number?: NumberError
}

// The same shapes as the server checks; the server has the last word.
const shapes: Record<Exclude<DocumentType, 'resident_id'>, RegExp> = {
  passport: /^[A-Z0-9]{5,17}$/,
  hk_macau_permit: /^[HM](\d{8}|\d{10})$/,
  taiwan_permit: /^\d{8}[A-Z0-9]{0,4}$/,
  foreigner_residence: /^([A-Z0-9]{15}|[A-Z0-9]{18})$/,
}

export const normalNumber = (number: string) => number.trim().toUpperCase()

export function passengerErrors(passengers: readonly NewPassenger[]): PassengerErrors[] {
  const documents = passengers.map(({ document_type, document_number }) => `${document_type} ${normalNumber(document_number)}`)
  return passengers.map((passenger, index) => {
    const errors: PassengerErrors = {}
    if (!passenger.name.trim()) errors.name = 'nameMissing'
    const wrong = numberError(passenger) ?? (documents.indexOf(documents[index] ?? '') < index ? 'numberDuplicate' : undefined)
    if (wrong) errors.document_number = wrong
    return errors
  })
}

function numberError({ document_type, document_number }: NewPassenger): NumberError | undefined {
  const number = normalNumber(document_number)
  if (!number) return 'numberMissing'
  if (document_type === 'resident_id') return isResidentId(number) ? undefined : 'numberResident'
  return shapes[document_type].test(number) ? undefined : 'numberInvalid'
}

// The passenger and the field that a problem's `field` such as passengers[1].name points to.
export function passengerField(field: string | undefined): { index: number; name: string } | undefined {
  const match = /^passengers\[(\d+)\]\.?(\w*)$/.exec(field ?? '')
  return match ? { index: Number(match[1]), name: match[2] ?? '' } : undefined
}
