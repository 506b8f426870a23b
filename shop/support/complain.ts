import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { type Asked, changeConversation } from './change.ts'
import { type Severity, severities } from './conversation.ts'

type Complaining = Asked & { severity: string; day: string; reason: string }

/**
 * Makes a conversation a complaint, or changes one: how bad it is, and the day by whose end (in the shop's zone) it is to
 * be settled, of which its owner is reminded. Refuses a severity that is none, a day that is none or over, and a
 * conversation that is over.
 */
export const complain = (db: Db, jobs: Jobs, asked: Complaining, now: Temporal.Instant) =>
  changeConversation(
    ...[db, jobs, asked, null],
    async ({ id, state, complained_at: since }, trx) => {
      if (state === 'resolved') return refuse('support.resolved', { id: String(id) })
      const severity = severities.find((one) => one === asked.severity.trim().toLowerCase()) as Severity | undefined
      if (!severity) return refuse('support.severity', { text: asked.severity, all: severities })
      const zone = (await readSettings(trx))['shop.timezone']
      const deadline = endOfDay(asked.day, zone)
      if (!deadline || Temporal.Instant.compare(deadline, now) <= 0) return refuse('support.day', { text: asked.day })
      return {
        event: 'complaint',
        set: {
          ...{ kind: 'complaint', severity, deadline, complained_at: since ?? now },
          ...{ deadline_reminded_at: null, deadline_escalated_at: null },
        },
        entry: { text: asked.reason.trim() || null, data: { severity, until: String(deadline) } },
        posted: true,
      }
    },
    now,
  )

/** The instant at which a day is over; null where it is no day. */
function endOfDay(day: string, zone: string): Temporal.Instant | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day.trim())) return null
  try {
    return Temporal.PlainDate.from(day.trim()).add({ days: 1 }).toZonedDateTime(zone).toInstant()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The day that a complaint of now is to be settled by, unless somebody says otherwise. */
export const usualDeadline = (days: number, zone: string, now: Temporal.Instant): string =>
  String(now.toZonedDateTimeISO(zone).toPlainDate().add({ days }))
