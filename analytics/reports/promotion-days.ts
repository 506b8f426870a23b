import type { Db } from '../../db/tables/index.ts'
import { readPromotions } from '../../shop/promotions/find.ts'
import { openingAt } from '../../shop/promotions/window.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { spanOf, type Window } from './window.ts'

/**
 * The local dates of a window on which a promotion was open that begins or ends at some time: one that runs always marks
 * nothing. As their dates have it now; what was ended by hand is not looked at.
 */
export async function readPromotionDays(db: Db, settings: Settings, { from, to }: Window): Promise<Set<string>> {
  const schedules = (await readPromotions(db, settings, ['active']))
    .map(({ schedule }) => schedule)
    .filter(({ starts, ends }) => starts || ends)
  const days = new Set<string>()
  if (schedules.length === 0) return days
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    const { start, end } = spanOf({ from: day, to: day }, settings['shop.timezone'])
    const opens = (schedule: (typeof schedules)[number]) => {
      const { open, until } = openingAt(schedule, start)
      return open || (until !== null && Temporal.Instant.compare(until, end) < 0)
    }
    if (schedules.some(opens)) days.add(String(day))
  }
  return days
}
