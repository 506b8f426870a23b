import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { demandCard } from './card.ts'

/** Every movement of one product's stock, newest first. Refuses an unknown SKU with the nearest ones. */
export async function stockLedger(
  db: Db,
  settings: Settings,
  member: Member,
  sku: string,
  request: PageRequest,
): Promise<Result<Page<Selectable<Tables['stock_movements']>>>> {
  const missing = denied(member, 'stock.view')
  if (missing) return missing
  const card = await demandCard(db, settings, sku, scopeOf(member, 'stock.view'))
  if (!card.ok) return card
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('stock_movements')
      .selectAll()
      .where('sku', '=', card.value.sku)
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok(page)
}
