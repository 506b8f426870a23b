import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { drawMessage } from '../messages.ts'
import { readSettings } from '../settings/read.ts'
import type { Settings } from '../settings/registry.ts'
import { latestSlot } from '../slots.ts'
import { type StockCard, stockRows, toCard } from './card.ts'

/**
 * Tells the stock channel, once a day, which goods have fallen below their warning level since the last digest; nothing
 * where there are none. Each is told once until it has recovered. After downtime only the latest digest missed is made.
 * Gives how many goods were told of.
 */
export async function postDigest(db: Db, jobs: Jobs, now: Temporal.Instant): Promise<number> {
  const settings = await readSettings(db)
  const slot = latestSlot({ zone: settings['shop.timezone'], time: settings['stock.digest_time'] }, now)
  if (await db.selectFrom('stock_digests').select('slot').where('slot', '>=', slot).executeTakeFirst()) return 0
  return db.transaction().execute(async (trx) => {
    const claimed = await trx
      .insertInto('stock_digests')
      .values({ slot, posted_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('slot')
      .executeTakeFirst()
    if (!claimed) return 0
    // Locked in the order in which movements lock them.
    const scarce = await trx
      .selectFrom('stock')
      .select('sku')
      .where('warned_at', 'is', null)
      .where(
        sql<boolean>`on_hand - reserved < coalesce(warning_level, ${settings['stock.warning_level']})
          and on_hand - reserved >= coalesce(safety_level, ${settings['stock.safety_level']})`,
      )
      .orderBy('sku')
      .forUpdate()
      .execute()
    if (scarce.length === 0) return 0
    const skus = scarce.map(({ sku }) => sku)
    await trx.updateTable('stock').set({ warned_at: slot }).where('sku', 'in', skus).execute()
    await drawMessage(trx, jobs, { kind: 'stock.digest', subject: String(slot), channel: 'channel.stock' })
    return skus.length
  })
}

/** The goods that the digest of a slot told of and that have not recovered since, at most `most`, the scarcest first. */
export async function digestGoods(
  db: Db,
  settings: Settings,
  slot: string,
  most: number,
): Promise<{ cards: StockCard[]; more: number }> {
  const rows = await stockRows(db, null)
    .where('stock.warned_at', '=', Temporal.Instant.from(slot))
    .orderBy(sql`stock.on_hand - stock.reserved`)
    .orderBy('products.sku')
    .execute()
  return { cards: rows.slice(0, most).map((row) => toCard(row, settings)), more: Math.max(0, rows.length - most) }
}
