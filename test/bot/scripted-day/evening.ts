import { at } from './acts.ts'
import type { Day } from './day.ts'

/** Until half past eleven: what was put off happens, what is due is reminded of, and the last is told. */
export async function theShopCloses(day: Day): Promise<void> {
  const midnight = Temporal.PlainDate.from(day.dayIn(1)).toZonedDateTime('Asia/Shanghai').toInstant()
  const last = midnight.subtract({ minutes: 30 })
  // Every two hours, and once more for what the last ones brought about.
  while (Temporal.Instant.compare(day.now().add({ hours: 2 }), last) < 0) await day.pass(120)
  await day.pass(Math.floor(day.now().until(last).total('minutes')))
  await day.pass(1)
  await at(day, 'mei').says('/settings get stock.cover_days', '60')
  await day.post('reports', 'Sales')
}
