import type { Db } from '../../../db/tables/index.ts'
import { openPromotionBook } from '../../../shop/promotions/book.ts'
import { demandCoupon } from '../../../shop/promotions/coupons/find.ts'
import { type QuoteAsked, quote } from '../../../shop/promotions/quote.ts'
import { type PromotionAsked, savePromotion, warningKey } from '../../../shop/promotions/save.ts'
import { takePromotions } from '../../../shop/promotions/take.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { transact } from '../../../shop/transact.ts'
import { now } from '../goods.ts'
import { manager } from '../people.ts'

/** Short ways to make promotions, price baskets by them and take them, on a database with goods on sale. */
export function promotionWorld(db: Db) {
  const book = openPromotionBook()
  const save = (code: string, type: string, texts: Record<string, string>, more: Partial<PromotionAsked> = {}) =>
    savePromotion(
      db,
      {
        ...{ code, type, version: null, draft: false, accepted: null, member: manager, via: 'test' },
        texts: { name: code, priority: '100', get_percent: '100', ...texts },
        ...more,
      },
      now,
    )
  const quoted = async (asked: Partial<QuoteAsked>, at = now) =>
    demand(
      await quote(
        db,
        await readSettings(db),
        await book(db, await readSettings(db)),
        { items: [{ sku: 'TEA', quantity: 1 }], customer: 'c1', region: null, coupon: null, ...asked },
        at,
      ),
    )
  return {
    save,
    quoted,
    /** Makes one that raises no warnings, or accepts them. */
    async made(code: string, type: string, texts: Record<string, string>) {
      const saving = demand(await save(code, type, texts))
      if ('warnings' in saving) {
        return demand(await save(code, type, texts, { accepted: warningKey(saving.warnings) }))
      }
      if ('problems' in saving) throw new Error(JSON.stringify(saving.problems))
      return saving
    },
    take: (order: string, { customer, applied }: Awaited<ReturnType<typeof quoted>>, at = now) =>
      transact(db, (trx) => takePromotions(trx, { order, customer, applied }, at)),
    async counter(subject: string, customer = '') {
      const row = await db
        .selectFrom('promotion_counters')
        .select(['uses', 'pieces', 'given'])
        .where('subject', '=', subject)
        .where('customer_id', '=', customer)
        .executeTakeFirst()
      return row ?? { uses: 0n, pieces: 0n, given: 0n }
    },
    coupon: (code: string) => demandCoupon(db, code),
  }
}
