import type { Selectable } from 'kysely'
import type { Db, Tables, Trx } from '../../db/tables/index.ts'
import type { OrderStatus } from '../orders/status.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { ExceptionKind } from './kinds.ts'

type Row = Selectable<Tables['order_exceptions']>

/** An exception of an order, with what people need to know of the order. */
export interface OrderException extends Omit<Row, 'kind' | 'outcome'> {
  readonly kind: ExceptionKind
  readonly outcome: 'resolved' | 'dismissed' | 'settled' | null
  /** As people and buttons name it: 1042-E1. */
  readonly ref: string
  readonly status: OrderStatus
  readonly customer: string
  readonly held: boolean
  /** Null: the shop's own goods, or the whole order. */
  readonly merchant: string | null
}

/** As people and buttons name an exception. */
export const exceptionRef = (order: string, id: number) => `${order}-E${id}`

/** The order and number that such a name stands for; null for text that is none. */
function parseRef(text: string): { order_number: string; id: number } | null {
  const [, order, id] = /^#?(.+)-E(\d{1,9})$/i.exec(text.trim()) ?? []
  return order && id ? { order_number: order, id: Number(id) } : null
}

/** Exceptions with their orders, to be narrowed down. */
export const exceptionRows = (db: Db) =>
  db
    .selectFrom('order_exceptions as one')
    .innerJoin('orders', 'orders.number', 'one.order_number')
    .leftJoin('customers', 'customers.id', 'orders.customer_id')
    .leftJoin('merchants', 'merchants.id', 'one.merchant_id')
    .selectAll('one')
    .select(['orders.status', 'orders.customer_id', 'orders.held_at', 'customers.name as customer_name'])
    .select('merchants.name as merchant_name')

type JoinedRow = Awaited<ReturnType<ReturnType<typeof exceptionRows>['executeTakeFirstOrThrow']>>

export const exceptionOf = (row: JoinedRow): OrderException => ({
  ...row,
  kind: row.kind as ExceptionKind,
  outcome: row.outcome as OrderException['outcome'],
  ref: exceptionRef(row.order_number, row.id),
  status: row.status as OrderStatus,
  customer: row.customer_name ?? row.customer_id,
  held: row.held_at !== null,
  merchant: row.merchant_name ?? row.merchant_id,
})

/** How many are open, of all orders. */
export async function countOpenExceptions(db: Db): Promise<bigint> {
  const { count } = await db
    .selectFrom('order_exceptions')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** What is open of one order, oldest first. */
export async function openExceptions(db: Db, order: string): Promise<OrderException[]> {
  const rows = await exceptionRows(db)
    .where('one.order_number', '=', order)
    .where('one.closed_at', 'is', null)
    .orderBy('one.id')
    .execute()
  return rows.map(exceptionOf)
}

/** The exception of a name (1042-E1); `scope`: only those about this merchant's goods. Refuses an unknown one. */
export async function exceptionNamed(db: Db, text: string, scope: string | null): Promise<Result<OrderException>> {
  const ref = parseRef(text)
  const row =
    ref &&
    (await exceptionRows(db)
      .where('one.order_number', '=', ref.order_number)
      .where('one.id', '=', ref.id)
      .$if(scope !== null, (query) => query.where('one.merchant_id', '=', scope))
      .executeTakeFirst())
  return row ? ok(exceptionOf(row)) : refuse('exception.unknown', { text })
}

/** The same, held against everybody else who changes anything of its order. */
export async function lockException(trx: Trx, text: string, scope: string | null): Promise<Result<OrderException>> {
  const found = await exceptionNamed(trx, text, scope)
  if (!found.ok) return found
  await trx.selectFrom('orders').select('number').where('number', '=', found.value.order_number).forUpdate().execute()
  return exceptionNamed(trx, text, scope)
}
