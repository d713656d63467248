import { expect, it } from 'vitest'
import { isResidentId } from './residentId'

it.each(['11010519491231002X', '11010519491231002x', '440524188001010014'])('takes %s', (number) => {
  expect(isResidentId(number)).toBe(true)
})

it.each([
  ['110105194912310021', 'a wrong check character'],
  ['11010519491231002', 'too short'],
  ['11010519490229002X', 'a day that never was'],
  ['110105299912310027', 'a birth in the future'],
  ['A1010519491231002X', 'a letter'],
  ['', 'nothing'],
])('refuses %s: %s', (number) => {
  expect(isResidentId(number)).toBe(false)
})
