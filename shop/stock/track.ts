import type { Trx } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../result.ts'
import { mostPieces } from './levels.ts'

/** Begins to count the stock of a product, at nothing; again changes nothing. */
export async function trackStock(trx: Trx, sku: string, now: Temporal.Instant): Promise<void> {
  await trx
    .insertInto('stock')
    .values({ sku, on_hand: 0, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Reads a number of pieces as a person wrote it: plain digits, `least` or more. */
export function parsePieces(text: string, least: number): Result<number> {
  const written = text.trim()
  const pieces = /^\d{1,7}$/.test(written) ? Number(written) : -1
  return pieces >= least && pieces <= mostPieces
    ? ok(pieces)
    : refuse('stock.pieces_malformed', { text, least, most: mostPieces })
}
