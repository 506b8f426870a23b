import type { Page } from 'playwright-core'
import { deliverCallback, RETRY_AFTER } from '../../shop/callbacks/deliver.ts'
import { messages, send } from '../bot/browser.ts'
import type { Picture, Shop } from './picture.ts'
import { ask } from './steps.ts'

/** A storefront that is down: for so long that one callback is given up, and of another order not yet. */
async function failToTell({ program, order }: Shop): Promise<void> {
  const { services, queue } = program
  const { db } = services
  const now = Temporal.Instant.fromEpochMilliseconds(Date.now())
  const placed = { type: 'order.placed', subject: `order:${order}`, data: JSON.stringify({ order }) }
  const other = { type: 'shipment.updated', subject: 'order:11031', data: '{}' }
  const rows = [
    { ...placed, happened_at: now.subtract({ hours: 29 }), attempts: RETRY_AFTER.length, state: 'queued' },
    { ...placed, happened_at: now.subtract({ hours: 28 }), type: 'payment.captured' },
    { ...other, happened_at: now.subtract({ hours: 2 }), attempts: 2, state: 'queued' },
  ]
  for (const row of rows) {
    const { seq, state } = await db
      .insertInto('callbacks')
      .values(row)
      .returning(['seq', 'state'])
      .executeTakeFirstOrThrow()
    if (state !== 'queued') continue
    const receiver = { url: 'https://storefront.example/hooks', secrets: [Buffer.alloc(32).toString('base64')] }
    const down = async () => new Response(null, { status: 503 })
    await deliverCallback(db, queue, receiver, down, String(seq), now)
  }
}

export const callbacks: readonly Picture[] = [
  {
    name: 'callbacks',
    as: 'ana',
    at: 'C0GENERAL',
    async show(page, shop) {
      await failToTell(shop)
      await ask('/backroom callbacks', 'given up')(page)
    },
    async after(page: Page) {
      await send(page, '/team give zhao admin -- looks after the storefront')
      await messages(page).getByText('Take administrator').waitFor()
    },
  },
  { name: 'callbacks-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/backroom callbacks', '重新发送') },
]
