import { type Expression, type ExpressionBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import { anyOf } from '../any-of.ts'
import { eachAlone } from '../each-alone.ts'
import type { Jobs } from '../jobs.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { type Conversation, conversationRows, toConversation } from './conversation.ts'
import { type ConversationEvent, redrawCard, say } from './entry.ts'
import { askRating, over } from './settle.ts'

type Condition = Expression<SqlBool>
type Where = ExpressionBuilder<Tables, 'conversations'>

/** Something that is due of conversations at a time: of which, what becomes of them. */
interface Rule {
  event: ConversationEvent
  /** Null: the settings have it never happen. */
  when(eb: Where, settings: Settings, now: Temporal.Instant): Condition | null
  set(now: Temporal.Instant): Updateable<Tables['conversations']>
  after?(trx: Trx, conversation: Conversation, now: Temporal.Instant): Promise<unknown>
}

const waitsSince = (eb: Where, minutes: number, done: 'reminded_at' | 'escalated_at', now: Temporal.Instant) =>
  minutes === 0
    ? null
    : eb.and([eb('state', '=', 'open'), eb('waiting_since', '<=', now.subtract({ minutes })), eb(done, 'is', null)])

const complains = (
  eb: Where,
  before: Temporal.Instant,
  done: 'deadline_reminded_at' | 'deadline_escalated_at',
): Condition => eb.and([eb('state', '<>', 'resolved'), eb('deadline', '<=', before), eb(done, 'is', null)])

/** In this order: one that wakes may be reminded of at once. */
const rules: readonly Rule[] = [
  {
    event: 'woken',
    when: (eb, _, now) => eb.and([eb('state', '=', 'snoozed'), eb('snoozed_until', '<=', now)]),
    set: () => ({ state: 'open', snoozed_until: null }),
  },
  {
    event: 'reminded',
    when: (eb, settings, now) => waitsSince(eb, settings['support.remind_after_minutes'], 'reminded_at', now),
    set: (now) => ({ reminded_at: now }),
  },
  {
    event: 'overdue',
    when: (eb, settings, now) => waitsSince(eb, settings['support.escalate_after_minutes'], 'escalated_at', now),
    set: (now) => ({ escalated_at: now, level: 'senior' }),
  },
  {
    event: 'deadline_near',
    when: (eb, settings, now) =>
      complains(eb, now.add({ hours: settings['support.complaint_remind_hours'] }), 'deadline_reminded_at'),
    set: (now) => ({ deadline_reminded_at: now }),
  },
  {
    event: 'deadline_missed',
    when: (eb, _, now) => complains(eb, now, 'deadline_escalated_at'),
    set: (now) => ({ deadline_escalated_at: now, level: 'senior' }),
  },
  {
    event: 'closed',
    when(eb, settings, now) {
      const days = settings['support.close_after_days']
      const silent = eb('spoken_at', '<=', now.subtract({ hours: 24 * days }))
      const answered = eb.and([eb('waiting_since', 'is', null), eb('first_answer_at', 'is not', null)])
      return days === 0 ? null : eb.and([eb('state', '=', 'open'), eb('kind', '=', 'conversation'), answered, silent])
    },
    set: over,
    after: askRating,
  },
]

/** Most of one rule that one beat does. */
const AT_ONCE = 100

/**
 * Does what is due of conversations: wakes those that were put off, reminds of what waits and of deadlines, leaves to the
 * seniors what waits too long, ends what nobody goes on with. Each is its own transaction, which looks again under the
 * conversation's lock and writes with it what the rule did: so it happens once, whoever else sweeps. Those that fail hold up
 * no other; all failures are thrown together at the end.
 */
export async function sweepConversations(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<void> {
  const settings = await readSettings(db)
  const dueBy = (rule: Rule, from: Db) =>
    conversationRows(from).where((eb) => rule.when(eb as unknown as Where, settings, now) ?? sql<boolean>`false`)
  const looks = rules.map((rule) => dueBy(rule, db))
  // Most of the time this is all.
  if (!(await anyOf(db, looks))) return
  await eachAlone(rules, 'sweeping conversations', async (rule) => {
    const due = (from: Db) => dueBy(rule, from)
    const rows = await due(db).orderBy('conversations.id').limit(AT_ONCE).execute()
    await eachAlone(rows, rule.event, ({ id }) =>
      db.transaction().execute(async (trx) => {
        const row = await due(trx).where('conversations.id', '=', id).forUpdate('conversations').executeTakeFirst()
        if (!row) return
        const conversation = toConversation(row)
        await trx.updateTable('conversations').set(rule.set(now)).where('id', '=', id).execute()
        await say(trx, jobs, conversation, { at: now, kind: 'event', event: rule.event })
        await rule.after?.(trx, conversation, now)
        await redrawCard(trx, jobs, id)
      }),
    )
  })
}
