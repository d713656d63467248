import { onScopeDispose, ref, shallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'

// Loads something to show. A newer load aborts the one before; what was shown stays until its answer.
export function useLoad<Result>(loader: (signal: AbortSignal) => Promise<Result>) {
  const data = shallowRef<Result>()
  const problem = shallowRef<Problem>()
  const pending = ref(false)
  let controller: AbortController | undefined

  async function load() {
    controller?.abort()
    const mine = (controller = new AbortController())
    pending.value = true
    problem.value = undefined
    try {
      const result = await loader(mine.signal)
      if (!mine.signal.aborted) data.value = result
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    } finally {
      if (controller === mine) pending.value = false
    }
  }

  onScopeDispose(() => controller?.abort())
  return { data, problem, pending, load }
}
