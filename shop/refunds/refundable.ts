import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { convert } from '../money.ts'
import type { Order } from '../orders/record.ts'
import { afterSalesMethod } from '../payments/after-sales.ts'
import type { PaymentMethod } from '../payments/rules.ts'
import { heldByReturns, ofReturn } from '../returns/held.ts'
import type { Refundable, RefundableLine } from './plan.ts'
import { endedWithoutMoney } from './state.ts'

interface LineRow extends Omit<RefundableLine, 'goodsLeft' | 'shippingLeft'> {
  goods_left: string
  shipping_left: string
}

/** Refunds that hold money or have given it back. */
const counting = sql`state <> all(${endedWithoutMoney}::text[])`

/** Money that an exchange carried over (of a query over `payments`) is the order's own once the exchange is through. */
const settled = sql<boolean>`(from_order is null or not exists (
  select from orders as other join returns on returns.order_number = other.exchange_of
  where other.number = payments.order_number and returns.exchange_order = other.number
    and returns.state in ('approved', 'received')))`

/** What of an order can be refunded; of a merchant's own lines alone where `scope` names one. */
export async function readRefundable(
  db: Db,
  order: Order,
  scope: string | null,
  methods: readonly PaymentMethod[],
): Promise<Refundable> {
  const { number } = order
  const captured = await db
    .selectFrom('payments')
    .select(['id', 'method', 'at'])
    .select(sql<bigint>`amount - refunded - refund_reserved`.as('left'))
    .where('order_number', '=', number)
    .where('status', '=', 'captured')
    .where(settled)
    .execute()
  const payments = captured.map((payment) => ({
    ...payment,
    method: afterSalesMethod(methods, payment.method, order.currency),
  }))
  const { rows } = await sql<LineRow>`
    select item.line, item.sku, item.name, products.name_zh as "nameZh",
      greatest(0, item.quantity * item.unit_price - item.discount + item.tax - coalesce(back.goods, 0))::text as goods_left,
      greatest(0, item.shipping - coalesce(back.shipping, 0))::text as shipping_left,
      (item.quantity - coalesce(back.quantity, 0))::int as "piecesLeft",
      (coalesce(sent.quantity, 0) - coalesce(back.by_refunds, 0) - coalesce(held.quantity, 0))::int as "shippedLeft"
    from order_items item
    left join products on products.sku = item.sku
    left join (
      select line, sum(share.goods) as goods, sum(share.shipping) as shipping, sum(share.quantity) as quantity,
        sum(share.quantity) filter (where not ${ofReturn}) as by_refunds
      from refund_lines share join refunds on refunds.order_number = share.order_number and refunds.id = share.refund_id
      where share.order_number = ${number} and ${counting} group by line
    ) back on back.line = item.line
    left join (
      select line, sum(quantity) as quantity from shipment_lines where order_number = ${number} group by line
    ) sent on sent.line = item.line
    left join (${heldByReturns(number)}) held on held.line = item.line
    where item.order_number = ${number} and (${scope}::text is null or item.merchant_id = ${scope})
    order by item.line`.execute(db)
  const lines = rows.map(({ goods_left, shipping_left, ...row }) => ({
    ...row,
    goodsLeft: BigInt(goods_left),
    shippingLeft: BigInt(shipping_left),
    // History moves no stock.
    shippedLeft: order.imported ? 0 : row.shippedLeft,
  }))
  const own = scope !== null
  const whole = own
    ? { shippingLeft: lines.reduce((sum, line) => sum + line.shippingLeft, 0n), surplusLeft: 0n }
    : await leftBesideGoods(db, order)
  return { order, payments, lines, ...whole, own }
}

/** What of an order can be refunded that no line has: shipping, and what was paid above its total. */
export async function leftBesideGoods(
  db: Db,
  { number, shipping, captured, total }: Pick<Order, 'number' | 'shipping' | 'captured' | 'total'>,
): Promise<Pick<Refundable, 'shippingLeft' | 'surplusLeft'>> {
  const back = await db
    .selectFrom('refunds')
    .select(sql<string>`coalesce(sum(shipping), 0)::text`.as('shipping'))
    .select(sql<string>`coalesce(sum(surplus), 0)::text`.as('surplus'))
    .where('order_number', '=', number)
    .where(sql<boolean>`${counting}`)
    .executeTakeFirstOrThrow()
  const atLeastNone = (amount: bigint) => (amount > 0n ? amount : 0n)
  return {
    shippingLeft: atLeastNone(shipping - BigInt(back.shipping)),
    surplusLeft: atLeastNone(captured - total - BigInt(back.surplus)),
  }
}

/** What the policy looks at: this amount with all refunds of the order that hold or gave back money, in the shop's currency. */
export async function cumulativeAmount(db: Db, { number, rate }: Order, amount: bigint): Promise<bigint> {
  const { earlier } = await db
    .selectFrom('refunds')
    .select(sql<string>`coalesce(sum(amount), 0)::text`.as('earlier'))
    .where('order_number', '=', number)
    .where(sql<boolean>`${counting}`)
    .executeTakeFirstOrThrow()
  return convert(BigInt(earlier) + amount, rate)
}
