import { sql } from 'kysely'
import { openOutside } from './processes/outside.ts'
import { type Signing, signed } from './signed.ts'

export const secrets = [7, 9].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`)
export const [secret = ''] = secrets
export const start = Temporal.Instant.from('2026-03-10T02:00:00Z')
/** What the program's clock says. */
export const today = start.add({ hours: 24 })

export function event(type: string, data: unknown, timestamp = String(start)): string {
  return JSON.stringify({ type, timestamp, data })
}

export type StorefrontWorld = Awaited<ReturnType<typeof openStorefront>>

/** The program that takes events by either secret, and a storefront that tells them. */
export async function openStorefront() {
  const outside = await openOutside({ now: () => today.epochMilliseconds })
  const backroom = await outside.start({ SHOP_EVENTS_SECRET: secrets.join(' '), CLOCK: String(today) })
  const url = `${backroom.url}/shop/events`
  const { db } = outside.database

  async function send(body: string, { by = secret, at = today, ...rest }: Partial<Signing> = {}) {
    const headers = { 'content-type': 'application/json', ...signed(body, { by, at, ...rest }) }
    const response = await fetch(url, { method: 'POST', body, headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  return {
    ...{ outside, db, url, send },
    tell: (type: string, data: unknown, minutes = 0, options: Partial<Signing> = {}) =>
      send(event(type, data, String(start.add({ minutes }))), options),
    /** Everything that the events are about, as text; what differs by nature (when we heard of it, ids of ours) left out. */
    async digest(): Promise<string> {
      const tables = {
        orders: 'select * from orders order by number',
        lines: 'select * from order_items order by order_number, line',
        payments: 'select * from payments order by order_number, id',
        shipments: 'select * from shipments order by order_number, id',
        parcels: 'select * from shipment_events order by order_number, shipment_id, at, status',
        pieces: 'select * from shipment_lines order by order_number, shipment_id, line',
        refunds: 'select * from refunds order by order_number, id',
        timeline: `select order_number, at, kind, data from order_events where kind not like 'refund%' order by 1, 2, 3`,
        reviews: 'select * from reviews order by order_number, id',
        customers: 'select * from customers order by id',
        products: 'select * from products order by sku',
        favourites: 'select * from favourites order by customer_id, sku',
        returns: 'select * from returns order by order_number, id',
        back: 'select * from return_lines order by order_number, return_id, line',
        messages: `select customer_id, entry.order_number, text, at, source from conversation_entries as entry
          join conversations on conversations.id = conversation_id where entry.kind = 'customer' order by source`,
        ratings:
          'select customer_id, id, order_number, score, comment, at from customer_ratings order by customer_id, id',
        open: `select type, subject, state from storefront_events where state <> 'applied' order by 1, 2`,
      }
      const found: Record<string, unknown> = {}
      for (const [name, query] of Object.entries(tables))
        found[name] = (await sql`${sql.raw(query)}`.execute(db)).rows.map((row) => ({
          ...(row as object),
          request_key: '',
          received_at: '',
        }))
      return JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1)
    },

    async forget(): Promise<void> {
      // A job that lost what it is about would be tried again for a long time.
      await outside.settled()
      await sql`
    truncate orders, order_items, payments, shipments, shipment_lines, shipment_events, refunds, refund_lines, refund_parts, order_events,
      reviews, customers, products, merchants, stock, stock_movements, favourites, storefront_events, approvals,
      approval_decisions, messages, rollup_marks, returns, return_lines, conversations, conversation_entries, customer_ratings cascade`.execute(
        db,
      )
    },
  }
}
