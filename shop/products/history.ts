import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { type Audited, auditTrail } from '../audit.ts'
import type { Page, PageRequest } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { demandEditable, type Product } from './product.ts'

/** What people did to a product, newest first; for who may change it. */
export async function productHistory(
  db: Db,
  member: Member,
  sku: string,
  request: PageRequest,
): Promise<Result<{ product: Product; page: Page<Audited> }>> {
  const found = await demandEditable(db, member, sku)
  if (!found.ok) return found
  return ok({ product: found.value, page: await auditTrail(db, 'product', found.value.sku, request) })
}
