/** A calendar day of this or the next two centuries, not before another; null for text that is none. */
export function dayFrom(text: string, earliest: Temporal.PlainDate): Temporal.PlainDate | null {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(text.trim())) return null
  try {
    const day = Temporal.PlainDate.from(text.trim(), { overflow: 'reject' })
    return Temporal.PlainDate.compare(day, earliest) < 0 ? null : day
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
