import type { Db } from '../../db/tables/index.ts'

/** A return or exchange of an order. */
export interface OrderReturn {
  readonly id: string
  readonly kind: 'return' | 'exchange'
  readonly state: string
  readonly reason: string
  readonly requestedAt: Temporal.Instant
  readonly lines: readonly ReturnLine[]
}

export interface ReturnLine {
  readonly line: number
  readonly name: string
  readonly nameZh: string | null
  readonly sku: string
  readonly quantity: number
  /** What is wanted instead. */
  readonly wanted: string | null
}

/** The returns and exchanges of an order, oldest first. */
export async function readReturns(db: Db, order: string): Promise<OrderReturn[]> {
  const [rows, lines] = await Promise.all([
    db
      .selectFrom('returns')
      .selectAll()
      .where('order_number', '=', order)
      .orderBy('requested_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('return_lines as asked')
      .innerJoin('order_items as item', (join) =>
        join.onRef('item.order_number', '=', 'asked.order_number').onRef('item.line', '=', 'asked.line'),
      )
      .leftJoin('products', 'products.sku', 'item.sku')
      .select([
        'asked.return_id',
        'asked.line',
        'item.name',
        'products.name_zh as nameZh',
        'item.sku',
        'asked.quantity',
        'asked.wanted_sku as wanted',
      ])
      .where('asked.order_number', '=', order)
      .orderBy('asked.line')
      .execute(),
  ])
  return rows.map(({ id, kind, state, reason, requested_at }) => ({
    ...{ id, kind: kind as OrderReturn['kind'], state, reason, requestedAt: requested_at },
    lines: lines.filter(({ return_id }) => return_id === id).map(({ return_id, ...line }) => line),
  }))
}

/** What a message about a return is known by: order numbers have no blanks. */
export const noticeSubject = (order: string, id: string) => `${order} ${id}`

/** The return that a message of kind `return.notice` is about, with its order; null where it is gone. */
export async function returnNoticed(db: Db, subject: string): Promise<{ order: string; asked: OrderReturn } | null> {
  const blank = subject.indexOf(' ')
  const order = subject.slice(0, blank)
  const asked = (await readReturns(db, order)).find(({ id }) => id === subject.slice(blank + 1))
  return asked ? { order, asked } : null
}
