import { expect, it, vi } from 'vitest'
import { ApiError, networkProblem } from '@/api/problem'
import { useAsyncAction } from './useAsyncAction'

it('runs once at a time', async () => {
  let finish = (_: string) => {}
  const action = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)))
  const { run, pending } = useAsyncAction(action)

  const first = run()
  const second = run()
  expect(pending.value).toBe(true)
  expect(action).toHaveBeenCalledOnce()
  await expect(second).resolves.toBeUndefined()
  finish('done')
  await expect(first).resolves.toBe('done')
  expect(pending.value).toBe(false)
})

it('keeps the problem until the next run', async () => {
  const action = vi.fn().mockRejectedValueOnce(new ApiError(networkProblem)).mockResolvedValueOnce(1)
  const { run, problem, pending } = useAsyncAction(action)
  await run()
  expect(problem.value).toEqual(networkProblem)
  expect(pending.value).toBe(false)
  await run()
  expect(problem.value).toBeUndefined()
})
