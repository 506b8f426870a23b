import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { parseTags } from '../products/tags.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Processing, processing } from './process.ts'
import { type OrderEvent, record } from './record.ts'

/** The tags of an order, in alphabetical order. */
export async function readTags(db: Db, order: string): Promise<string[]> {
  const rows = await db
    .selectFrom('order_tags')
    .select('tag')
    .where('order_number', '=', order)
    .orderBy('tag')
    .execute()
  return rows.map(({ tag }) => tag)
}

/** What is to become of the tags that a person wrote: they come to those there are, go from them, or are all. */
export type Tagging = 'add' | 'remove' | 'set'

/**
 * Changes the tags of an order, and gives its number; a tag is one however it is cased. What is so already changes
 * nothing. Refuses too many or too long ones, and none where some are to be added or removed.
 */
export const tagOrder = (
  db: Db,
  asked: Processing & { tags: string; how: Tagging },
  now: Temporal.Instant,
): Promise<Result<string>> =>
  processing(db, asked, async (trx, { number }) => {
    const { member, via, how } = asked
    const written = parseTags(asked.tags)
    if (!written.ok) return written
    if (how !== 'set' && written.value.length === 0) return refuse('order.tag_needed')
    const before = await readTags(trx, number)
    const added = how === 'remove' ? [] : without(written.value, before)
    const removed = how === 'add' ? [] : how === 'set' ? without(before, written.value) : within(before, written.value)
    const fits = parseTags([...without(before, removed), ...added].join(','))
    if (!fits.ok) return fits
    if (added.length + removed.length === 0) return ok(number)
    const by = member?.id ?? null
    if (removed.length > 0)
      await trx.deleteFrom('order_tags').where('order_number', '=', number).where('tag', 'in', removed).execute()
    if (added.length > 0)
      await trx
        .insertInto('order_tags')
        .values(added.map((tag) => ({ order_number: number, tag, tagged_at: now, tagged_by: by })))
        .execute()
    const events: OrderEvent[] = [
      ...added.map((tag) => ({ kind: 'tagged' as const, member: by, data: { tag } })),
      ...removed.map((tag) => ({ kind: 'untagged' as const, member: by, data: { tag } })),
    ]
    await record(trx, number, events, now)
    const change = { before, after: await readTags(trx, number) }
    if (member) await audit(trx, { member: by, action: 'order.tagged', subject: number, ...change, via }, now)
    return ok(number)
  })

const isIn = (tags: readonly string[]) => {
  const lower = new Set(tags.map((tag) => tag.toLowerCase()))
  return (tag: string) => lower.has(tag.toLowerCase())
}
const within = (tags: readonly string[], others: readonly string[]) => tags.filter(isIn(others))
const without = (tags: readonly string[], others: readonly string[]) => tags.filter((tag) => !isIn(others)(tag))
