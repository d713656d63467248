let offsetMs = 0

// The Date header is cut to whole seconds, so half a second is added; offsets that this
// uncertainty or the way of the reply explains count as none.
export function noteServerDate(header: string | null, receivedAt = Date.now()) {
  const told = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(told)) return
  const offset = told + 500 - receivedAt
  offsetMs = Math.abs(offset) < 1500 ? 0 : offset
}

export function serverNow(): number {
  return Date.now() + offsetMs
}
