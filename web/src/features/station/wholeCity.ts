import type { Station } from '@/api/types'

export interface Place extends Station {
  // All stations of the city; its name is what the API knows it by.
  whole?: true
}

// Puts the city first when the best match is one of several stations of it.
export function withWholeCity(found: readonly Station[]): Place[] {
  const city = found[0]?.city
  const others = found.filter((station) => station.city === city)
  if (!city || others.length < 2) return [...found]
  return [{ code: city, name: city, pinyin: city, initials: '', city, code_assumed: false, whole: true }, ...found]
}
