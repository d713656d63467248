import { computed, ref } from 'vue'
import type { NewOrder, Order, SeatChoice } from '@/api/types'
import { useAsyncAction } from '@/composables/useAsyncAction'
import { useIdempotencyKey } from '@/composables/useIdempotencyKey'
import { normalNumber, passengerErrors, passengerField, type PassengerErrors } from '@/features/passenger/passengerRules'
import { useDraftStore } from '@/stores/draft'
import { useOrderStore } from '@/stores/orders'
import { useSessionStore } from '@/stores/session'

// From the filled-in draft to an order: checks, sign-in where needed, one order however often it is pressed.
export function useHold(picks: () => SeatChoice[][], onHeld: (order: Order) => void) {
  const draft = useDraftStore()
  const orders = useOrderStore()
  const session = useSessionStore()
  const key = useIdempotencyKey()
  const tried = ref(false)
  const askSignIn = ref(false)

  const { run, pending, problem } = useAsyncAction(async () => {
    const order = newOrder()
    if (!order) return
    const held = await orders.create(order, key.keyFor(order))
    key.done()
    onHeld(held)
  })

  const errors = computed<PassengerErrors[]>(() => {
    if (!tried.value) return []
    const found = passengerErrors(draft.passengers)
    const told = passengerField(problem.value?.field)
    const errorsThere = told && found[told.index]
    if (told?.name === 'name' && errorsThere) errorsThere.name ??= 'nameMissing'
    if (told?.name === 'document_number' && errorsThere) errorsThere.document_number ??= 'numberInvalid'
    return found
  })
  const seatsMissing = computed(() => {
    const counts = picks().map((leg) => leg.length)
    return counts.some((count) => count > 0) && counts.some((count) => count !== draft.passengers.length)
  })

  function newOrder(): NewOrder | undefined {
    const chosen = draft.chosen
    if (!chosen) return undefined
    return {
      legs: chosen.journey.legs.map((leg, index) => {
        const seats = picks()[index] ?? []
        const wanted = { departure_id: leg.departure_id, from: leg.from.code, to: leg.to.code, class: chosen.class }
        return seats.length ? { ...wanted, seats } : wanted
      }),
      passengers: draft.passengers.map((passenger) => ({
        ...passenger,
        name: passenger.name.trim(),
        document_number: normalNumber(passenger.document_number),
      })),
    }
  }

  async function hold() {
    tried.value = true
    problem.value = undefined
    if (seatsMissing.value || errors.value.some((found) => Object.keys(found).length)) return
    if (session.signedIn) await run()
    askSignIn.value = !session.signedIn
  }

  async function signedIn() {
    askSignIn.value = false
    await run()
  }

  return { hold, signedIn, askSignIn, tried, errors, seatsMissing, pending, problem }
}
