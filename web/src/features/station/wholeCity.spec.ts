import { expect, it } from 'vitest'
import type { Station } from '@/api/types'
import { withWholeCity } from './wholeCity'

const station = (name: string, city: string): Station => ({ code: name, name, pinyin: '', initials: '', city, code_assumed: false })

it('offers all stations of a city that has several', () => {
  const found = [station('北京南', '北京'), station('北京西', '北京'), station('北镇', '锦州')]
  expect(withWholeCity(found).map(({ name, whole }) => [name, whole])).toEqual([
    ['北京', true], ['北京南', undefined], ['北京西', undefined], ['北镇', undefined],
  ])
})

it('offers no city for one station, or where cities are not known', () => {
  expect(withWholeCity([station('北京南', '北京'), station('白涧', '')])).toHaveLength(2)
  expect(withWholeCity([station('Oakville', ''), station('Oshawa', '')])).toHaveLength(2)
  expect(withWholeCity([])).toEqual([])
})
