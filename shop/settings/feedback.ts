import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage, redrawMessages } from '../messages.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { settingNamed } from './parse.ts'
import { isSettingKey, type SettingKey } from './registry.ts'

/** What somebody thinks of a setting: stars, words, or both. */
export type Feedback = Omit<Selectable<Tables['setting_feedback']>, 'key'> & { key: SettingKey }

/** Of a remark no more characters are kept. */
const MOST_LETTERS = 1000

const known = (row: Selectable<Tables['setting_feedback']>): Feedback[] =>
  isSettingKey(row.key) ? [{ ...row, key: row.key }] : []

/**
 * Keeps what a member thinks of a setting, from 1 (bad) to 5 (good), in words, or both. Refuses an unknown setting, a
 * rating that is none, and nothing at all.
 */
export async function giveFeedback(
  db: Db,
  asked: { key: string; rating: string; remark: string; member: Member },
  now: Temporal.Instant,
): Promise<Result<Feedback>> {
  const missing = denied(asked.member, 'settings.remark')
  if (missing) return missing
  const key = settingNamed(asked.key)
  if (!key.ok) return key
  const rating = asked.rating.trim()
  if (rating !== '' && !/^[1-5]$/.test(rating)) return refuse('feedback.no_rating', { text: rating })
  const remark = [...asked.remark.trim()].slice(0, MOST_LETTERS).join('')
  if (rating === '' && !isVisible(remark)) return refuse('feedback.nothing_said')
  const row = await db
    .insertInto('setting_feedback')
    .values({
      ...{ key: key.value, member_id: asked.member.id, at: now },
      ...{ rating: rating === '' ? null : Number(rating), remark: isVisible(remark) ? remark : null },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return ok({ ...row, key: key.value })
}

/** What people think of a setting: the mean of all ratings, how many there are, and the open remarks, newest first. */
export async function feedbackOn(
  db: Db,
  key: SettingKey,
): Promise<{ mean: number | null; ratings: number; open: Feedback[] }> {
  const all = db.selectFrom('setting_feedback').where('key', '=', key)
  const [figures, open] = await Promise.all([
    all
      .select(sql<number | null>`avg(rating)::float`.as('mean'))
      .select(sql<number>`count(rating)::int`.as('ratings'))
      .executeTakeFirstOrThrow(),
    all
      .selectAll()
      .where('settled_at', 'is', null)
      .where('remark', 'is not', null)
      .orderBy('id', 'desc')
      .limit(3)
      .execute(),
  ])
  return { ...figures, open: open.flatMap(known) }
}

/** Remarks and ratings that nobody has settled yet, newest first; of one setting, or of all. */
export async function openFeedback(db: Db, keyText: string, request: PageRequest): Promise<Result<Page<Feedback>>> {
  const key = keyText ? settingNamed(keyText) : ok(null)
  if (!key.ok) return key
  const page = await pageByPosition(request, (limit, offset) => {
    const open = db.selectFrom('setting_feedback').selectAll().where('settled_at', 'is', null)
    const wanted = key.value ? open.where('key', '=', key.value) : open
    return wanted.orderBy('id', 'desc').limit(limit).offset(offset).execute()
  })
  return ok({ ...page, rows: page.rows.flatMap(known) })
}

/** The remark of a number (`#7`), or null. */
export async function feedbackNumbered(db: Db, text: string): Promise<Feedback | null> {
  const [, id] = /^#?(\d{1,18})$/.exec(text.trim()) ?? []
  if (id === undefined) return null
  const row = await db.selectFrom('setting_feedback').selectAll().where('id', '=', BigInt(id)).executeTakeFirst()
  return (row && known(row)[0]) ?? null
}

/** Marks a remark as settled, with an answer of which its author is told. Refuses an unknown one, and one that is settled. */
export const settleFeedback = (
  db: Db,
  jobs: Jobs,
  { number, answer, member, via }: { number: string; answer: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<Feedback>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'settings.change')
    if (missing) return missing
    const found = await feedbackNumbered(trx, number)
    if (!found) return refuse('feedback.unknown', { number })
    const settled = { settled_at: now, settled_by: member.id, answer: isVisible(answer) ? answer.trim() : null }
    const done = await trx
      .updateTable('setting_feedback')
      .set(settled)
      .where('id', '=', found.id)
      .where('settled_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!done) return refuse('feedback.settled', { number })
    const { key, member_id: channel } = found
    const entry = { member: member.id, action: 'setting.feedback_settled', subject: key, reason: settled.answer, via }
    await audit(trx, { ...entry, after: { feedback: String(found.id) } }, now)
    if (found.digest) await redrawMessages(trx, jobs, 'setting.remarks', String(found.digest))
    await drawMessage(trx, jobs, { kind: 'setting.answer', subject: String(found.id), channel })
    return ok({ ...found, ...settled })
  })
