import type { Station } from '@/api/types'

export interface RecentSearch {
  from: Station
  to: Station
}

const storageKey = 'chepiao.recent'
const kept = 4

export function recentSearches(): RecentSearch[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as RecentSearch[]
  } catch {
    return []
  }
}

export function rememberSearch({ from, to }: RecentSearch) {
  const others = recentSearches().filter((s) => s.from.code !== from.code || s.to.code !== to.code)
  localStorage.setItem(storageKey, JSON.stringify([{ from, to }, ...others].slice(0, kept)))
}
