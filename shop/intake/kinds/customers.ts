import { z } from 'zod'
import { keepCustomer } from '../../customers.ts'
import { keepFavourite } from '../../favourites/save.ts'
import { unknownOrder } from '../../orders/find.ts'
import { lockOrder } from '../../orders/record.ts'
import { issueCoupons } from '../../promotions/coupons/issue.ts'
import { ok, refuse } from '../../result.ts'
import { postReview } from '../../reviews/post.ts'
import { customer, id, orderNumber, text } from '../fields.ts'
import { customerKey, type EventKind, orderKey } from '../kind.ts'

export const customerRegistered: EventKind<z.infer<typeof customer>> = {
  type: 'customer.registered',
  about: 'Somebody registered, or changed their profile. Fields that are left out stay as they are.',
  schema: customer,
  example: { id: 'c-7', name: '林薇', email: 'lin@example.com', locale: 'zh-CN' },
  subject: ({ id }) => customerKey(id),
  async apply({ trx, at }, profile) {
    await keepCustomer(trx, profile, at)
    await issueCoupons(trx, { kind: 'registered', customer: profile.id }, at)
    return ok(null)
  },
}

const review = z.object({
  order: orderNumber,
  review: id,
  sku: text(64).optional(),
  rating: z.int().min(1).max(5),
  comment: text(5000).optional(),
})

/** The latest word of a review that was changed. */
export const reviewPosted: EventKind<z.infer<typeof review>> = {
  type: 'review.posted',
  about: 'A customer reviewed an order or one of its goods, or changed their review.',
  schema: review,
  example: { order: '1042', review: 'rv-1', sku: 'TEA-101', rating: 5, comment: '很好，会再来' },
  subject: ({ order }) => orderKey(order),
  async apply({ trx, jobs, at }, { order, review: id, sku = null, rating, comment = null }) {
    const locked = await lockOrder(trx, order)
    if (!locked.ok) return unknownOrder(trx, order, null)
    if (sku !== null) {
      const line = trx.selectFrom('order_items').select('line').where('order_number', '=', order).where('sku', '=', sku)
      if (!(await line.executeTakeFirst())) return refuse('intake.not_of_order', { order, sku })
    }
    await postReview(trx, jobs, { order, id, sku, rating, comment }, at)
    return ok(null)
  },
}

const favourite = z.object({ customer: id, sku: text(64) })
type Favourite = z.infer<typeof favourite>

/** Whether a customer has something on their list: the latest word counts. */
const favouriteKind = (type: string, about: string, saved: boolean): EventKind<Favourite> => ({
  type,
  about,
  schema: favourite,
  example: { customer: 'c-7', sku: 'TEA-101' },
  subject: ({ customer }) => customerKey(customer),
  apply: ({ trx, at }, favourite) => keepFavourite(trx, { ...favourite, saved }, at),
})

export const favouriteAdded = favouriteKind('favourite.added', 'A customer saved something to their favourites.', true)
export const favouriteRemoved = favouriteKind(
  'favourite.removed',
  'A customer took something off their favourites.',
  false,
)
