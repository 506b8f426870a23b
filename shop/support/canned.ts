import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { isVisible, plainly } from '../visible.ts'
import { deniedSupport } from './change.ts'
import type { Conversation } from './conversation.ts'

export type Canned = Selectable<Tables['canned_answers']>

/** What an answer that is ready may leave open. */
export const variables = ['customer', 'order', 'agent', 'shop'] as const

const MOST_LETTERS = 60
const MOST_TEXT = 2000

/** Answers that are ready, by name. */
export async function listCanned(db: Db, member: Member, request: PageRequest): Promise<Result<Page<Canned>>> {
  const missing = deniedSupport(member)
  if (missing) return missing
  const read = (limit: number, offset: number) =>
    db.selectFrom('canned_answers').selectAll().orderBy('name').limit(limit).offset(offset).execute()
  return ok(await pageByPosition(request, read))
}

/** The answer of a name. Refuses an unknown one. */
export async function findCanned(db: Db, text: string): Promise<Result<Canned>> {
  const name = plainly(text).toLowerCase()
  const row = await db.selectFrom('canned_answers').selectAll().where('name', '=', name).executeTakeFirst()
  return row ? ok(row) : refuse('support.canned_unknown', { text })
}

interface Saving {
  name: string
  text: string
  member: Member
  via: string
}

/** Makes an answer ready, or changes it. Refuses a name or text that is none, and variables that are unknown. */
export const saveCanned = (db: Db, asked: Saving, now: Temporal.Instant): Promise<Result<Canned>> =>
  transact(db, async (trx) => {
    const missing = denied(asked.member, 'support.lead')
    if (missing) return missing
    const name = plainly(asked.name).toLowerCase()
    if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u.test(name) || name.length > MOST_LETTERS)
      return refuse('support.canned_name', { text: asked.name, most: MOST_LETTERS })
    const text = asked.text.trim()
    if (!isVisible(text) || text.length > MOST_TEXT) return refuse('support.canned_text', { most: MOST_TEXT })
    const unknown = [...text.matchAll(/\{([^{}]*)\}/g)].find(([, one]) => !variables.some((known) => known === one))
    if (unknown) return refuse('support.variable', { text: unknown[0], all: variables.map((one) => `{${one}}`) })
    const before = await trx.selectFrom('canned_answers').selectAll().where('name', '=', name).executeTakeFirst()
    const row = { name, text, changed_by: asked.member.id, changed_at: now }
    await trx
      .insertInto('canned_answers')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
    const { member, via } = asked
    const entry = { member: member.id, action: 'canned.saved', subject: name, before: before?.text, after: text, via }
    await audit(trx, entry, now)
    return ok(row)
  })

/** Takes an answer away. Refuses an unknown one. */
export const removeCanned = (db: Db, asked: Omit<Saving, 'text'>, now: Temporal.Instant): Promise<Result<Canned>> =>
  transact(db, async (trx) => {
    const missing = denied(asked.member, 'support.lead')
    if (missing) return missing
    const found = await findCanned(trx, asked.name)
    if (!found.ok) return found
    const { name, text } = found.value
    await trx.deleteFrom('canned_answers').where('name', '=', name).execute()
    const { member, via } = asked
    await audit(trx, { member: member.id, action: 'canned.removed', subject: name, before: text, via }, now)
    return found
  })

/** An answer with what it leaves open filled in; what is not known is left out. */
export function fillIn(
  text: string,
  { name, customer_id: customer, order_number: order }: Conversation,
  agent: string,
  shop: string,
): string {
  const values: Record<string, string> = { customer: name ?? customer, order: order ?? '', agent, shop }
  return text.replaceAll(/\{(\w+)\}/g, (all, one: string) => values[one] ?? all)
}
