import { computed, onScopeDispose, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { serverNow } from '@/api/clock'

// Whole seconds left until an RFC 3339 instant by the server's clock, never below zero.
export function useCountdown(until: MaybeRefOrGetter<string | undefined>) {
  const now = ref(serverNow())
  const timer = setInterval(() => (now.value = serverNow()), 250)
  onScopeDispose(() => clearInterval(timer))

  const seconds = computed(() => {
    const end = toValue(until)
    if (!end) return 0
    return Math.max(0, Math.ceil((Date.parse(end) - now.value) / 1000))
  })
  const text = computed(() => {
    const minutes = Math.floor(seconds.value / 60)
    return `${String(minutes).padStart(2, '0')}:${String(seconds.value % 60).padStart(2, '0')}`
  })
  return { seconds, text }
}
