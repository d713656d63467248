import { newKey } from '@/api/key'

// The key of one action. It stays the same while the same request is tried again, so that a retry never
// does the thing twice; another request, or one after a success, gets a key of its own.
export function useIdempotencyKey() {
  let key: string | undefined
  let request = ''

  return {
    keyFor(body: unknown): string {
      const wanted = JSON.stringify(body)
      if (key === undefined || wanted !== request) {
        key = newKey()
        request = wanted
      }
      return key
    },
    done() {
      key = undefined
    },
  }
}
