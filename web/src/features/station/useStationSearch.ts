import { onScopeDispose, ref, shallowRef } from 'vue'
import { useStationStore } from '@/stores/stations'
import { asProblem, type Problem } from '@/api/problem'
import { withWholeCity, type Place } from './wholeCity'

const typingPauseMs = 120

// The newest question wins: earlier ones are aborted.
export function useStationSearch() {
  const stations = useStationStore()
  const options = shallowRef<Place[]>([])
  const answered = ref('')
  const problem = shallowRef<Problem>()
  let controller: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearTimeout(timer)
    controller?.abort()
  }

  async function findNow(query: string): Promise<Place[]> {
    stop()
    const mine = (controller = new AbortController())
    try {
      const stationsFound = await stations.find(query, mine.signal)
      if (mine.signal.aborted) return []
      const found = query ? withWholeCity(stationsFound) : stationsFound
      problem.value = undefined
      options.value = found
      answered.value = query
      return found
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
      return []
    }
  }

  function find(query: string) {
    stop()
    timer = setTimeout(() => void findNow(query), typingPauseMs)
  }

  onScopeDispose(stop)
  return { options, answered, problem, find, findNow }
}
