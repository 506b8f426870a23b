import type { Db } from '../../db/tables/index.ts'
import { containing } from '../containing.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'

/** Someone of the team, or who could become part of it. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly merchant: string | null
  readonly deactivated: boolean
}

/** As Slack escapes people; and bare, as buttons carry it: with a digit or long, since WANG is a name. */
const ESCAPED = /^<@([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>$/
const BARE = /^(?=[A-Z]*\d|[A-Z0-9]{9})([UW][A-Z0-9]{2,20})$/

/** The Slack id in text that Slack escaped (`<@U123|name>`, `<@U123>`), or that is one; null in any other. */
export const idIn = (text: string): string | null => (ESCAPED.exec(text.trim()) ?? BARE.exec(text.trim()))?.[1] ?? null

/** Cuts who is meant off the rest: as Slack escaped them, `"in quotes"`, or the first word. */
export function personAndRest(text: string): { person: string; rest: string } {
  const [all = '', escaped, quoted, word] = /^\s*(?:(<@[^>]*>)|["“]([^"”]*)["”]|(\S*))/.exec(text) ?? []
  return { person: (escaped ?? quoted ?? word ?? '').trim(), rest: text.slice(all.length).trim() }
}

const people = (db: Db) => db.selectFrom('members').select(['id', 'name', 'merchant_id as merchant', 'deactivated_at'])

type Row = Awaited<ReturnType<ReturnType<typeof people>['executeTakeFirstOrThrow']>>
const personOf = ({ deactivated_at, ...row }: Row): Person => ({ ...row, deactivated: deactivated_at !== null })

/** The member of an id, or null. */
export async function personById(db: Db, id: string): Promise<Person | null> {
  const row = await people(db).where('id', '=', id).executeTakeFirst()
  return row ? personOf(row) : null
}

const MOST_NAMED = 5

/**
 * The one person meant by an id, a name, or part of one. Refuses several with their names, and none with the nearest.
 */
export async function findPerson(db: Db, text: string): Promise<Result<Person>> {
  const id = idIn(text)
  const known = id ? await personById(db, id) : null
  if (known) return ok(known)
  const asked = [...text.trim().replace(/^@/, '').normalize('NFKC')].slice(0, 80).join('')
  if (asked === '') return refuse('team.person_needed')
  const found = await people(db)
    .where('name', 'ilike', containing(asked))
    .orderBy('name')
    .orderBy('id')
    .limit(50)
    .execute()
  const exact = found.filter(({ name }) => name.toLowerCase() === asked.toLowerCase())
  const [only, second] = exact.length > 0 ? exact : found
  if (only && !second) return ok(personOf(only))
  if (only) {
    const names = found.slice(0, MOST_NAMED).map(({ name }) => name)
    return refuse('team.person_ambiguous', { text: asked, names: names })
  }
  // The team is small: whoever holds a role is compared with what was written.
  const team = await db
    .selectFrom('members')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('member_roles').select('role').whereRef('member_id', '=', 'members.id')),
    )
    .select('name')
    .limit(1000)
    .execute()
  const close = nearest(
    asked,
    team.map(({ name }) => name),
    3,
  )
  return refuse('team.person_unknown', { text: asked, count: close.length, nearest: close })
}
