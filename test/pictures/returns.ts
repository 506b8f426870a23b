import type { Page } from 'playwright-core'
import { high, type Picture, type Shop } from './picture.ts'
import { ask, form, press, shown } from './steps.ts'

/** The return of the sample shop whose goods are under way, and then its inspection. */
async function inspecting(page: Page, { program }: Shop): Promise<void> {
  const { order_number, seq } = await program.database.db
    .selectFrom('returns')
    .select(['order_number', 'seq'])
    .where('state', '=', 'approved')
    .executeTakeFirstOrThrow()
  await ask(`/order return ${order_number}-RT${seq}`, 'approved')(page)
  await press(page, 'Goods have come')
  await shown(page, 'received')
  await press(page, 'Inspect…')
  await form(page).getByText('What becomes of it').first().waitFor()
}

/** A parcel that is under way, with what its carrier told. */
async function tracking(page: Page, { program }: Shop): Promise<void> {
  const { order_number } = await program.database.db
    .selectFrom('shipment_events')
    .select('order_number')
    .where('status', '=', 'in_transit')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  await ask(`/order track ${order_number}`, 'in transit')(page)
}

export const returns: readonly Picture[] = [
  { name: 'order-tracking', as: 'mei', at: 'C0GENERAL', show: tracking },
  { name: 'return-list', as: 'mei', at: 'C0GENERAL', show: ask('/order returns', 'Returns and exchanges') },
  {
    name: 'return-list-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    show: ask('/order returns', '退换货'),
  },
  { name: 'return-inspect', as: 'mei', at: 'C0GENERAL', on: high(900), show: inspecting },
]
