import { readonly, ref, shallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'

// One run at a time: a second call while the first is under way does nothing.
// A failure is kept in `problem` until the next run.
export function useAsyncAction<Args extends unknown[], Result>(action: (...args: Args) => Promise<Result>) {
  const pending = ref(false)
  const problem = shallowRef<Problem>()

  async function run(...args: Args): Promise<Result | undefined> {
    if (pending.value) return undefined
    pending.value = true
    problem.value = undefined
    try {
      return await action(...args)
    } catch (error) {
      problem.value = asProblem(error)
      return undefined
    } finally {
      pending.value = false
    }
  }

  return { run, pending: readonly(pending), problem }
}
