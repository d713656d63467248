import type { Seat, SeatMapCoach } from '@/api/types'

// Which window seat is across from which: the rows of a coach, each from column 0 across.
// A cell without a seat is undefined; `aisleAfter` is the column before the aisle.
export interface CoachPlan {
  rows: { row: number; cells: (Seat | undefined)[] }[]
  aisleAfter: number
}

// A compartment's berths: one list for each side, top berth first.
export interface Compartment {
  row: number
  sides: Seat[][]
}

const levels = ['lower_berth', 'middle_berth', 'upper_berth'] as const

export const isBerth = ({ position }: Pick<Seat, 'position'>) => levels.some((level) => level === position)
export const hasBerths = (coach: SeatMapCoach) => coach.seats.some(isBerth)

export function coachPlan(coach: SeatMapCoach): CoachPlan {
  const width = Math.max(0, ...coach.seats.map((seat) => seat.column + 1))
  const rows = byRow(coach.seats).map(([row, seats]) => ({
    row,
    cells: Array.from({ length: width }, (_, column) => seats.find((seat) => seat.column === column)),
  }))
  return { rows, aisleAfter: aisleAfter(coach.seats, width) }
}

export function compartments(coach: SeatMapCoach): Compartment[] {
  return byRow(coach.seats).map(([row, seats]) => {
    const sides: Seat[][] = []
    let below = Number.POSITIVE_INFINITY
    for (const berth of [...seats].sort((a, b) => a.column - b.column)) {
      const level = levels.findIndex((name) => name === berth.position)
      if (level <= below) sides.push([])
      sides.at(-1)?.unshift(berth)
      below = level
    }
    return { row, sides: sides.filter((side) => side.length) }
  })
}

function byRow(seats: readonly Seat[]): [number, Seat[]][] {
  const rows = new Map<number, Seat[]>()
  for (const seat of seats) rows.set(seat.row, [...(rows.get(seat.row) ?? []), seat])
  return [...rows].sort(([a], [b]) => a - b)
}

// The aisle runs between two aisle seats. Where only one side has an aisle seat (A C | F), the letter tells
// which side it is on: A to C are left of the aisle everywhere.
function aisleAfter(seats: readonly Seat[], width: number): number {
  const at = new Map(seats.map((seat) => [seat.column, seat]))
  const isAisle = (column: number) => at.get(column)?.position === 'aisle'
  for (let column = 0; column + 1 < width; ++column) {
    if (isAisle(column) && isAisle(column + 1)) return column
  }
  for (let column = 0; column < width; ++column) {
    if (isAisle(column)) return /[A-C]$/.test(at.get(column)?.label ?? '') ? column : column - 1
  }
  return Math.floor(width / 2) - 1
}
