import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, may, scopeOf } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { type PriceChange, priceChanges, priceSubject } from './prices.ts'

/** A price that waits for a decision. `decide`: whether the member may decide on it. */
export interface WaitingPrice {
  subject: string
  sku: string
  name: string
  nameZh: string | null
  change: PriceChange
  decide: boolean
}

/** Who asked for a price does not decide on it. */
export const mayDecide = (member: Member, { requested_by }: Pick<PriceChange, 'requested_by'>): boolean =>
  may(member, 'price.approve') && requested_by !== member.id

/** Prices that wait, the longest first: for who decides all of them, for who edits goods those of goods within reach. */
export async function waitingPrices(db: Db, member: Member, request: PageRequest): Promise<Result<Page<WaitingPrice>>> {
  const missing = denied(member, 'price.approve') && denied(member, 'product.edit')
  if (missing) return missing
  const scope = may(member, 'price.approve') ? null : scopeOf(member, 'product.edit')
  const page = await pageByPosition(request, (limit, offset) =>
    priceChanges(db)
      .innerJoin('products', 'products.sku', 'price_changes.sku')
      .select(['products.name', 'products.name_zh as nameZh'])
      .where('price_changes.state', '=', 'waiting')
      .$if(scope !== null, (query) => query.where('products.merchant_id', '=', scope))
      .orderBy('price_changes.id')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const rows = page.rows.map(({ name, nameZh, ...change }) => ({
    ...{ subject: priceSubject(change), sku: change.sku, name, nameZh },
    ...{ change: change as PriceChange, decide: mayDecide(member, change) },
  }))
  return ok({ ...page, rows })
}
