import { ref, watch } from 'vue'
import { defineStore } from 'pinia'
import type { Journey, NewPassenger } from '@/api/types'

interface Chosen {
  journey: Journey
  class: string
}

const storageKey = 'chepiao.draft'

// What is about to be booked. The journey outlives a reload; passengers are personal and stay in memory.
export const useDraftStore = defineStore('draft', () => {
  const chosen = ref<Chosen | undefined>(remembered())
  const passengers = ref<NewPassenger[]>([blankPassenger()])

  watch(chosen, (next) => {
    if (next) sessionStorage.setItem(storageKey, JSON.stringify(next))
    else sessionStorage.removeItem(storageKey)
  })

  function choose(journey: Journey, classCode: string) {
    chosen.value = { journey, class: classCode }
  }

  function clear() {
    chosen.value = undefined
    passengers.value = [blankPassenger()]
  }

  return { chosen, passengers, choose, clear }
})

export const blankPassenger = (): NewPassenger => ({
  name: '',
  document_type: 'resident_id',
  document_number: '',
  type: 'adult',
})

function remembered(): Chosen | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as Chosen | null) ?? undefined
  } catch {
    return undefined
  }
}
