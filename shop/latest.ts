/** When each field of a record was last told of, as ISO instants. */
export type Told = Readonly<Record<string, string>>

/**
 * Of fields told at an instant those that are news: not known of a later instant. News comes late and in any order;
 * taken field by field, the record ends the same in every order. Of two at the same instant the greater value stays.
 */
export function newsOf<T extends Record<string, unknown>>(
  fields: T,
  known: Readonly<Record<string, unknown>>,
  told: Told,
  at: Temporal.Instant,
): { fields: Partial<T>; told: Told } {
  const news = Object.entries(fields).filter(([name, value]) => {
    if (value === undefined) return false
    const before = told[name]
    if (before === undefined) return true
    const order = Temporal.Instant.compare(at, Temporal.Instant.from(before))
    return order > 0 || (order === 0 && String(value) > String(known[name]))
  })
  return {
    fields: Object.fromEntries(news) as Partial<T>,
    told: { ...told, ...Object.fromEntries(news.map(([name]) => [name, String(at)])) },
  }
}
