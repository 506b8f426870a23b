import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { demandCard } from '../stock/card.ts'
import { lockStock, moveStock } from '../stock/move.ts'
import { parsePieces, trackStock } from '../stock/track.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'

/** What was found of one product, as a person wrote it; '' where they did not count it. */
export interface LineAsked {
  sku: string
  /** On hand by the books when the counting began. */
  expected: number
  /** The last movement in the ledger then; 0 without any. */
  since: bigint
  counted: string
}

export interface CountLine {
  sku: string
  expected: number
  counted: number
}

type Counting = CountLine & Pick<LineAsked, 'since'>

export interface CountAsked {
  lines: readonly LineAsked[]
  reason: string | null
  member: Member
  /** Unique to this request: the same one again books nothing. */
  key: string
  via: string
}

/** A count that was booked, or, where something differs and nobody has said why yet, what would be. */
export type Counted = { count: bigint } | { unexplained: readonly CountLine[] }

/**
 * Books a count in one transaction: the difference between what was found and what the books had when the counting began.
 * What was sold or came in meanwhile stays in force, since only the difference is booked; goods that somebody else has
 * counted or adjusted meanwhile are refused, for their difference may be the same one. Goods that were not tracked are
 * from then on. Gives what differs instead, and books nothing, where there is a difference without a reason. Refuses
 * unknown goods, what is no number of pieces, a sheet on which nothing was counted, and a difference that leaves less than
 * nothing.
 */
export function bookCount(db: Db, jobs: Jobs, asked: CountAsked, now: Temporal.Instant): Promise<Result<Counted>> {
  return transact(db, async (trx) => {
    const missing = denied(asked.member, 'stock.count')
    if (missing) return missing
    const lines = await linesOf(trx, asked, now)
    if (!lines.ok) return lines
    // Its goods are locked: the same request at the same moment is here or has been.
    const known = await trx
      .selectFrom('stock_counts')
      .select('id')
      .where('request_key', '=', asked.key)
      .executeTakeFirst()
    if (known) return ok({ count: known.id })
    const meanwhile = await countedMeanwhile(trx, lines.value)
    if (meanwhile) return meanwhile
    const differing = lines.value.filter(({ expected, counted }) => expected !== counted)
    const reason = asked.reason && isVisible(asked.reason) ? asked.reason : null
    if (differing.length > 0 && reason === null) return ok({ unexplained: differing.map(({ since, ...line }) => line) })
    return record(trx, jobs, { ...asked, reason }, lines.value, now)
  })
}

/** The lines that were counted, in the order of their SKUs, their stock locked. */
async function linesOf(trx: Trx, { lines, member }: CountAsked, now: Temporal.Instant): Promise<Result<Counting[]>> {
  const settings = await readSettings(trx)
  const counted = new Map<string, Counting>()
  for (const line of lines) {
    if (line.counted.trim() === '') continue
    const pieces = parsePieces(line.counted, 0)
    if (!pieces.ok) return pieces
    const card = await demandCard(trx, settings, line.sku, scopeOf(member, 'stock.count'))
    if (!card.ok) return card
    const { sku } = card.value
    counted.set(sku, { sku, expected: line.expected, since: line.since, counted: pieces.value })
  }
  if (counted.size === 0) return refuse('count.nothing_counted')
  const skus = [...counted.keys()].sort()
  for (const sku of skus) await trackStock(trx, sku, now)
  await lockStock(trx, skus)
  return ok(skus.flatMap((sku) => counted.get(sku) ?? []))
}

/** The refusal of the first goods that were counted or adjusted since the counting began; null where none were. */
async function countedMeanwhile(trx: Trx, lines: readonly Counting[]): Promise<Refusal | null> {
  for (const { sku, since } of lines) {
    const latest = await trx
      .selectFrom('stock_movements')
      .select(['member_id', 'on_hand_after'])
      .where('sku', '=', sku)
      .where('id', '>', since)
      .where('kind', 'in', ['count', 'adjust'])
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (latest) return refuse('count.meanwhile', { sku, member: latest.member_id ?? '', pieces: latest.on_hand_after })
  }
  return null
}

async function record(
  trx: Trx,
  jobs: Jobs,
  { member, reason, key, via }: CountAsked,
  lines: readonly Counting[],
  now: Temporal.Instant,
): Promise<Result<Counted>> {
  const movements = lines
    .filter(({ expected, counted }) => expected !== counted)
    .map(({ sku, expected, counted }) => ({
      ...{ sku, key: `count:${key}`, kind: 'count' as const, onHand: counted - expected, reserved: 0 },
      ...{ member: member.id, reason },
    }))
  const moved = await moveStock(trx, jobs, movements, now)
  if (!moved.ok) return moved
  const { id } = await trx
    .insertInto('stock_counts')
    .values({ request_key: key, counted_by: member.id, counted_at: now, reason })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('stock_count_lines')
    .values(lines.map(({ since, ...line }) => ({ count_id: id, ...line })))
    .execute()
  for (const { sku, on_hand_after: after, on_hand_change: change } of moved.value) {
    const figures = { before: { on_hand: after - change }, after: { on_hand: after, count: String(id) } }
    await audit(trx, { member: member.id, action: 'stock.counted', subject: sku, ...figures, reason, via }, now)
  }
  return ok({ count: id })
}
