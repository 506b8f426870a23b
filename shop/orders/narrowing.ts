import { type RawBuilder, sql } from 'kysely'

/** Whatever figures and lists of orders can be narrowed to. */
export const filterNames = ['merchant', 'category', 'region', 'method'] as const
export type FilterName = (typeof filterNames)[number]

/**
 * What figures and lists are narrowed to: a merchant or category by id, with all categories below it; a region with all that lie in it
 * (CN holds CN-31); a payment method by code. Under a filter an order counts when one of its lines matches, and money is that
 * of its matching lines; by method, when something was paid for it with that.
 */
export type Filters = Readonly<Partial<Record<FilterName, string>>>

/** The category of what has none. */
export const UNCATEGORIZED = 'uncategorized'

/** Whether they leave everything. */
export const isWhole = (filters: Filters): boolean => Object.keys(filters).length === 0

/** Whether only some lines of an order count. */
export const cutsLines = ({ merchant, category }: Filters): boolean => merchant !== undefined || category !== undefined

/** Whether whole orders do not count, whatever their lines. */
export const cutsOrders = ({ region, method }: Filters): boolean => region !== undefined || method !== undefined

/** Whether a line of an order matches, or goods: anything with a merchant and a category. `line`: what it is called. */
export function lineMatches({ merchant, category }: Filters, line: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${line}.${name}`)
  const below = sql`${column('category')} in (select id from categories where ${category} = any(path))`
  return allOf([
    merchant !== undefined && sql`${column('merchant_id')} = ${merchant}`,
    category !== undefined && (category === UNCATEGORIZED ? sql`${column('category')} is null` : below),
  ])
}

/** Whether an order by itself matches, whatever its lines. `orders`: what it is called. */
export const orderMatches = ({ region, method }: Filters, orders: string): RawBuilder<boolean> =>
  allOf([
    region !== undefined && regionMatches(region, `${orders}.region`),
    method !== undefined &&
      sql`exists (select from payments as paid where paid.order_number = ${sql.ref(`${orders}.number`)}
        and paid.method = ${method} and paid.status = 'captured')`,
  ])

/** The same of the order that a column names. */
export const orderOfMatches = (filters: Filters, number: string): RawBuilder<boolean> =>
  allOf([
    cutsOrders(filters) &&
      sql`exists (select from orders as its where its.number = ${sql.ref(number)} and ${orderMatches(filters, 'its')})`,
  ])

/**
 * Whether an order counts: it matches, and so does one of its lines. `mayHold`: whether a line ordered at a column's time can be
 * of one of the orders, where they are of a time; then whole tables are kept out of it, and each order is not looked up.
 */
export const orderCounts = (
  filters: Filters,
  orders: string,
  mayHold: (orderedAt: string) => RawBuilder<boolean> = () => sql`true`,
): RawBuilder<boolean> =>
  allOf([
    cutsOrders(filters) && orderMatches(filters, orders),
    cutsLines(filters) &&
      sql`exists (select from order_items as counted where counted.order_number = ${sql.ref(`${orders}.number`)}
        and ${lineMatches(filters, 'counted')} and ${mayHold('counted.ordered_at')})`,
  ])

/** Whether a region is this one or lies in it, in any case. */
export function regionMatches(region: string, column: string): RawBuilder<boolean> {
  const [its, wanted] = [sql`lower(${sql.ref(column)})`, region.toLowerCase()]
  return sql`(${its} = ${wanted} or starts_with(${its}, ${`${wanted}-`}))`
}

const allOf = (conditions: readonly (RawBuilder<unknown> | false)[]): RawBuilder<boolean> => {
  const those = conditions.filter((condition) => condition !== false)
  return those.length === 0 ? sql`true` : sql`(${sql.join(those, sql` and `)})`
}
