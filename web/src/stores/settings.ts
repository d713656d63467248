import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { api } from '@/api/endpoints'
import { useAsyncAction } from '@/composables/useAsyncAction'
import type { Settings } from '@/api/types'

export const useSettingsStore = defineStore('settings', () => {
  const settings = shallowRef<Settings>()
  const { run: load, problem } = useAsyncAction(async () => {
    settings.value = await api.settings()
  })

  const passengersMax = computed(() => settings.value?.passengers_max ?? 1)
  const clampDate = (date: string | undefined) => {
    const { today = '', first_date = '', last_date = '' } = settings.value ?? {}
    if (!date) return today > first_date ? today : first_date
    if (date < first_date) return first_date
    return date > last_date ? last_date : date
  }

  return { settings, load, problem, passengersMax, clampDate }
})
