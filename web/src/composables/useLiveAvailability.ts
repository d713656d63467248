import { computed, onScopeDispose, reactive, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/endpoints'
import type { AvailabilityEvent, ClassOffer, Journey } from '@/api/types'

// The classes of a journey with counts that follow the sale while `journey` is given.
// On several legs only what is free on each of them can be bought.
export function useLiveAvailability(journey: MaybeRefOrGetter<Journey | undefined>) {
  const counts = reactive(new Map<number, Map<string, number>>())
  let streams: EventSource[] = []

  function close() {
    for (const stream of streams) stream.close()
    streams = []
    counts.clear()
  }

  function follow(next: Journey | undefined) {
    close()
    streams = (next?.legs ?? []).map(({ departure_id, from, to }, index) => {
      const stream = new EventSource(api.availabilityUrl(departure_id, { from: from.code, to: to.code }))
      stream.addEventListener('availability', (event) => {
        const { classes } = JSON.parse((event as MessageEvent<string>).data) as AvailabilityEvent
        counts.set(index, new Map(classes.map((offer) => [offer.class, offer.available])))
      })
      return stream
    })
  }

  const legKey = () => toValue(journey)?.legs.map(({ departure_id }) => departure_id).join('+')
  watch(legKey, () => follow(toValue(journey)), { immediate: true })
  onScopeDispose(close)

  const live = computed(() => counts.size > 0 && counts.size === toValue(journey)?.legs.length)
  const classesOf = (of: Journey): ClassOffer[] => {
    if (!live.value) return of.classes
    return of.classes.map((offer) => ({
      ...offer,
      available: Math.min(...[...counts.values()].map((leg) => leg.get(offer.class) ?? 0)),
    }))
  }

  return { live, classesOf }
}
