import { useAsyncAction } from '@/composables/useAsyncAction'
import { useIdempotencyKey } from '@/composables/useIdempotencyKey'
import { useOrderStore } from '@/stores/orders'

// What a buyer may do with an order; each action has a key of its own until it succeeds.
export function useOrderActions(id: () => string) {
  const orders = useOrderStore()

  function keyed<Args extends unknown[]>(action: (key: string, ...args: Args) => Promise<unknown>) {
    const key = useIdempotencyKey()
    return useAsyncAction(async (...args: Args) => {
      await action(key.keyFor([id(), ...args]), ...args)
      key.done()
      return true
    })
  }

  return {
    pay: keyed((key) => orders.pay(id(), key)),
    cancel: keyed((key) => orders.cancel(id(), key)),
    refund: keyed((key, ticketIds: string[]) => orders.refund(id(), ticketIds, key)),
  }
}
