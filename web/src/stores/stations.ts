import { reactive } from 'vue'
import { defineStore } from 'pinia'
import { api } from '@/api/endpoints'
import type { Station } from '@/api/types'

// Every station seen so far, by code, so that a page opened by its address can name its stations.
export const useStationStore = defineStore('stations', () => {
  const known = reactive(new Map<string, Station>())
  const answers = new Map<string, Station[]>()

  async function find(query: string, signal?: AbortSignal): Promise<Station[]> {
    const asked = query.trim()
    const before = answers.get(asked)
    if (before) return before
    const found = await api.stations(asked, signal)
    for (const station of found) known.set(station.code, station)
    answers.set(asked, found)
    return found
  }

  // A city, or a code that the search does not offer, stands for itself.
  async function byCode(code: string): Promise<Station> {
    if (!known.has(code)) await find(code)
    return known.get(code) ?? { code, name: code, pinyin: code, initials: '', city: '', code_assumed: false }
  }

  return { known, find, byCode }
})
