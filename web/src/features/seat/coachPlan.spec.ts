import { describe, expect, it } from 'vitest'
import type { Seat, SeatMapCoach, SeatPosition } from '@/api/types'
import { coachPlan, compartments, hasBerths } from './coachPlan'

const coach = (seats: Seat[]): SeatMapCoach => ({ number: '05', type: 'ZE', seats })

function rowOf(letters: string, row: number): Seat[] {
  const across = letters.replace(/-/g, '')
  return [...across].map((letter, column) => {
    const at = letters.indexOf(letter)
    const wall = at === 0 || at === letters.length - 1
    const position: SeatPosition = wall ? 'window' : letters[at - 1] === '-' || letters[at + 1] === '-' ? 'aisle' : 'middle'
    return { row, column, label: `${row}${letter}`, position, status: 'free' }
  })
}

const berths = (levels: string, bay: number, numbers: [number, number]): Seat[] => {
  const names = { L: 'lower_berth', M: 'middle_berth', U: 'upper_berth' } as const
  return numbers.flatMap((number, side) =>
    [...levels].map((level, index) => ({
      row: bay, column: side * levels.length + index, label: `${number}${level}`,
      position: names[level as 'L'], status: 'free' as const,
    })),
  )
}

describe('the aisle', () => {
  it.each([
    ['ABC-DF', 2],
    ['AC-DF', 1],
    ['AC-F', 1],
    ['A-DF', 0],
    ['A-F', 0],
  ])('of %s comes after column %i', (letters, column) => {
    expect(coachPlan(coach(rowOf(letters, 1))).aisleAfter).toBe(column)
  })
})

it('keeps the place of a seat that is not there', () => {
  const seats = [...rowOf('AC-F', 1).filter(({ label }) => label !== '1C'), ...rowOf('AC-F', 2)]
  const [first, second] = coachPlan(coach(seats)).rows
  expect(first?.cells.map((seat) => seat?.label)).toEqual(['1A', undefined, '1F'])
  expect(second?.cells.map((seat) => seat?.label)).toEqual(['2A', '2C', '2F'])
})

it('puts berths above each other, side by side', () => {
  const sleeper = coach([...berths('LMU', 2, [3, 4]), ...berths('LMU', 1, [1, 2])])
  expect(hasBerths(sleeper)).toBe(true)
  expect(compartments(sleeper).map(({ row, sides }) => [row, sides.map((side) => side.map(({ label }) => label))])).toEqual([
    [1, [['1U', '1M', '1L'], ['2U', '2M', '2L']]],
    [2, [['3U', '3M', '3L'], ['4U', '4M', '4L']]],
  ])
})
