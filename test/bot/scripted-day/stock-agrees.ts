import { sql } from 'kysely'
import { expect } from 'vitest'
import { brokenInvariants } from '../../shop/invariants.ts'
import type { Day } from './day.ts'

/** What lies on the shelf and is promised, and every kind of movement that led there, is what the books say. */
export async function stockAgrees({ db, books }: Day): Promise<void> {
  const shelf = await db.selectFrom('stock').select(['sku', 'on_hand', 'reserved']).orderBy('sku').execute()
  const booked = [...books.moved.keys()].toSorted().map((sku) => ({
    ...{ sku, on_hand: books.onHand(sku), reserved: books.promised(sku) },
  }))
  expect(shelf).toEqual(booked)
  const { rows } = await sql<{ sku: string; kind: string; on_hand: number; reserved: number }>`
    select sku, kind, sum(on_hand_change)::int as on_hand, sum(reserved_change)::int as reserved
    from stock_movements group by 1, 2`.execute(db)
  const ledger = rows.map(({ sku, kind, on_hand, reserved }) => [sku, kind, on_hand, reserved])
  const kinds = [...books.moved].flatMap(([sku, own]) =>
    [...own].map(([kind, [one, other]]) => [sku, kind, one, other]),
  )
  expect(ledger.toSorted()).toEqual(kinds.toSorted())
  expect(await brokenInvariants(db)).toEqual([])
}
