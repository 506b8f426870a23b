import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { demandEditable, type Product } from './product.ts'

export type ProductChange = Selectable<Tables['audit_log']>

/** What people did to a product, newest first; for who may change it. */
export async function productHistory(
  db: Db,
  member: Member,
  sku: string,
  request: PageRequest,
): Promise<Result<{ product: Product; page: Page<ProductChange> }>> {
  const found = await demandEditable(db, member, sku)
  if (!found.ok) return found
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('audit_log')
      .selectAll()
      .where('subject', '=', found.value.sku)
      .where('action', 'like', 'product.%')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return ok({ product: found.value, page })
}
