import type { Selectable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { noticeLevels } from './alert.ts'
import { leastLeft } from './levels.ts'

/**
 * `reserve` and `release` promise goods to an order and take it back; `ship` sends promised goods; `restock` returns them, and `write_off` keeps that what came back is lost;
 * `receive` takes a delivery in; `count` brings the books to what was found.
 */
export type MovementKind =
  | 'opening'
  | 'adjust'
  | 'reserve'
  | 'release'
  | 'ship'
  | 'restock'
  | 'receive'
  | 'count'
  | 'write_off'

/** One change of one product's stock. A movement whose key the product's ledger has already is not made again. */
export interface Movement {
  sku: string
  key: string
  kind: MovementKind
  onHand: number
  reserved: number
  order?: string
  member?: string | null
  reason?: string | null
}

type Stock = Selectable<Tables['stock']>

/** Locks stock rows, always in the order of their SKUs, so that two orders of the same goods cannot block each other. */
export const lockStock = (trx: Trx, skus: readonly string[]): Promise<Stock[]> =>
  skus.length === 0
    ? Promise.resolve([])
    : trx
        .selectFrom('stock')
        .selectAll()
        .where('sku', 'in', [...new Set(skus)])
        .orderBy('sku')
        .forUpdate()
        .execute()

/**
 * Makes movements and writes them to the ledger, all or none. Products that are not tracked are passed over. Refuses
 * what would leave less than is promised to orders, or an order that would reach below the minimum level.
 * Gives the ledger rows written: none for movements made before. `given`: the settings, where the caller has read them.
 */
export async function moveStock(
  trx: Trx,
  jobs: Jobs,
  movements: readonly Movement[],
  now: Temporal.Instant,
  given?: Settings,
): Promise<Result<readonly LedgerRow[]>> {
  const before = await lockStock(
    trx,
    movements.map(({ sku }) => sku),
  )
  const rows = new Map(before.map((row) => [row.sku, { ...row }]))
  // The rows are locked, so none can come in between.
  const made = await keysInLedger(trx, movements)
  const pending = movements.filter(({ sku, key }) => rows.has(sku) && !made.has(key))
  if (pending.length === 0) return ok([])

  const settings = given ?? (await readSettings(trx))
  const ledger: LedgerRow[] = []
  for (const movement of pending) {
    const row = rows.get(movement.sku)
    if (!row) continue
    row.on_hand += movement.onHand
    row.reserved += movement.reserved
    const refusal = refusalOf(movement, row, settings)
    if (refusal) return refusal
    ledger.push(ledgerRow(movement, row, now))
  }
  await trx.insertInto('stock_movements').values(ledger).execute()
  for (const row of before) {
    const after = rows.get(row.sku)
    if (!after) continue
    const { on_hand, reserved } = after
    const alerts = await noticeLevels(trx, jobs, after, settings, now)
    await trx
      .updateTable('stock')
      .set({ on_hand, reserved, ...alerts, updated_at: now })
      .where('sku', '=', row.sku)
      .execute()
  }
  return ok(ledger)
}

/** Which of these keys the products' ledgers have. */
export async function keysInLedger(trx: Trx, keys: readonly { sku: string; key: string }[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await trx
    .selectFrom('stock_movements')
    .select('key')
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('sku', 'key'),
        'in',
        keys.map(({ sku, key }) => tuple(sku, key)),
      ),
    )
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/**
 * Why a movement that led to `row` cannot be made. What leaves no less available is always possible, also where more is
 * promised than there is; and a count tells what there is, whoever it was promised to.
 */
function refusalOf({ sku, kind, onHand, reserved: asked }: Movement, row: Stock, settings: Settings) {
  const available = row.on_hand - row.reserved
  const least = kind === 'reserve' ? leastLeft(row, settings) : 0
  const takes = onHand < asked && kind !== 'count'
  if (row.on_hand < 0 || row.reserved < 0 || (takes && available < least))
    return kind === 'reserve'
      ? refuse('stock.sold_out', { sku, asked, available: Math.max(0, available + asked - least) })
      : refuse('stock.below_zero', { sku, reserved: row.reserved })
  return null
}

type LedgerRow = ReturnType<typeof ledgerRow>

const ledgerRow = ({ sku, key, kind, ...movement }: Movement, row: Stock, now: Temporal.Instant) => ({
  sku,
  key,
  kind,
  on_hand_change: movement.onHand,
  reserved_change: movement.reserved,
  on_hand_after: row.on_hand,
  reserved_after: row.reserved,
  order_number: movement.order ?? null,
  member_id: movement.member ?? null,
  reason: movement.reason ?? null,
  at: now,
})
