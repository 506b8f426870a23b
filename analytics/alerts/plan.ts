import type { Db, Trx } from '../../db/tables/index.ts'
import { eachAlone } from '../../shop/each-alone.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { drawMessage, redrawMessages } from '../../shop/messages.ts'
import { readSettings } from '../../shop/settings/read.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { refreshWhole } from '../rollups/refresh.ts'
import type { Reading } from './conditions.ts'
import { readSlot } from './read-rule.ts'
import { type AlertRule, addressOf, keptWatch, ruleOf, ruleRows } from './rules.ts'
import { type Step, snoozeAt, stepAt } from './steps.ts'
import { windows } from './windows.ts'

/** A slot is looked at so long after it, when what happened just before it is in the books, and so is the end of a snooze. */
const SETTLES_SECONDS = 30

/**
 * Looks at every rule whose latest slot was not looked at yet, or whose snooze has ended since, and gives how many those
 * were: each slot and each snooze once, whoever else looks, and after downtime only the latest. One that fails holds up no
 * other.
 */
export async function planAlerts(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const settings = await readSettings(db)
  const at = now.subtract({ seconds: SETTLES_SECONDS }).toZonedDateTimeISO(settings['shop.timezone'])
  const rules = (await ruleRows(db).where('muted_at', 'is', null).execute()).map(ruleOf)
  const due = rules.filter((rule) => isDue(rule, at))
  if (due.length === 0) return 0
  // Who reads half-counted figures must not be the one to take the slot.
  await refreshWhole(db)
  await eachAlone(due, 'looking at alerts', (rule) => look(db, jobs, settings, rule, at, now))
  return due.length
}

const isDue = ({ window, last, snoozedUntil }: AlertRule, at: Temporal.ZonedDateTime): boolean =>
  last === null ||
  Temporal.Instant.compare(last.slot, windows[window].latest(at).toInstant()) < 0 ||
  snoozeAt(snoozedUntil, at.toInstant()) === 'over'

/** The figure is read before the rule is locked: whoever comes second finds nothing due, or the rule changed. */
async function look(
  db: Db,
  jobs: Jobs,
  settings: Settings,
  seen: AlertRule,
  at: Temporal.ZonedDateTime,
  now: Temporal.Instant,
): Promise<void> {
  const zoned = windows[seen.window].latest(at)
  const slot = zoned.toInstant()
  const reading = await readSlot(db, settings, seen, zoned, now)
  await db.transaction().execute(async (trx) => {
    const row = await ruleRows(trx)
      .where('id', '=', BigInt(seen.id))
      .where('muted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    const rule = row && ruleOf(row)
    const same = rule && JSON.stringify(keptWatch(rule)) === JSON.stringify(keptWatch(seen))
    if (!rule || !same || !isDue(rule, at)) return
    const latest = await trx
      .selectFrom('alert_episodes')
      .select(['id', 'ended_at', 'ending'])
      .where('rule_id', '=', BigInt(rule.id))
      .orderBy('began_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const standing = {
      open: latest !== undefined && latest.ended_at === null,
      // What a person ended may begin again at once.
      endedAt: latest?.ending === 'recovered' ? latest.ended_at : null,
      snooze: snoozeAt(rule.snoozedUntil, at.toInstant()),
    }
    const step = stepAt(slot, reading.fires, standing, rule.rearmHours)
    if (step) await steps[step](trx, jobs, { rule, episode: latest?.id ?? 0n, slot, reading, now })
    const over = standing.snooze === 'over'
    // What it says of the snooze is no longer so, though nothing follows.
    if (over && standing.open && !step) await redrawMessages(trx, jobs, 'alert.episode', String(latest?.id))
    await trx
      .updateTable('alert_rules')
      .set({ evaluated_at: slot, reading: JSON.stringify(reading), ...(over && { snoozed_until: null }) })
      .where('id', '=', BigInt(rule.id))
      .execute()
  })
}

interface Found {
  rule: AlertRule
  /** The latest episode. */
  episode: bigint
  slot: Temporal.Instant
  reading: Reading
  now: Temporal.Instant
}

const steps: Record<Step, (trx: Trx, jobs: Jobs, found: Found) => Promise<void>> = {
  async begin(trx, jobs, { rule, slot, reading, now }) {
    const { name, preset } = rule
    const { id } = await trx
      .insertInto('alert_episodes')
      .values({
        ...{ rule_id: BigInt(rule.id), rule: JSON.stringify({ ...keptWatch(rule), name, preset }) },
        ...{ began_at: slot, reading: JSON.stringify(reading) },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const channel = await addressOf(trx, rule, now)
    await drawMessage(trx, jobs, { kind: 'alert.episode', subject: String(id), channel })
  },
  async remind(trx, jobs, { rule, episode }) {
    // Within one slot there may be several.
    await tellInThread(trx, jobs, 'alert.reminder', `${episode}@${rule.snoozedUntil}`, episode)
    await redrawMessages(trx, jobs, 'alert.episode', String(episode))
  },
  async recover(trx, jobs, { episode, slot, reading }) {
    await trx
      .updateTable('alert_episodes')
      .set({ ended_at: slot, ending: 'recovered', last_reading: JSON.stringify(reading) })
      .where('id', '=', episode)
      .execute()
    await redrawMessages(trx, jobs, 'alert.episode', String(episode))
    await tellInThread(trx, jobs, 'alert.recovery', String(episode), episode)
  },
}

/** To those who were told of the episode, wherever its rule tells by now. */
async function tellInThread(
  trx: Trx,
  jobs: Jobs,
  kind: 'alert.reminder' | 'alert.recovery',
  subject: string,
  episode: bigint,
): Promise<void> {
  const thread = { kind: 'alert.episode' as const, subject: String(episode) }
  const { channel } = await trx
    .selectFrom('messages')
    .select('channel')
    .where('kind', '=', thread.kind)
    .where('subject', '=', thread.subject)
    .executeTakeFirstOrThrow()
  await drawMessage(trx, jobs, { kind, subject, channel, thread })
}
