import type { Page } from 'playwright-core'
import { sweepTimers } from '../../shop/timers/index.ts'
import { high, type Picture, type Shop, tall } from './picture.ts'
import { ask, askForm, form, press, save, shown } from './steps.ts'

/** Asks once the timed rules have looked at the shop as it is. */
const afterTimers = (text: string, until: string): Picture['show'] =>
  async function show(page: Page, { program }: Shop) {
    const now = Temporal.Instant.fromEpochMilliseconds(Date.now())
    await sweepTimers(program.database.db, program.queue, now)
    await ask(text, until)(page)
  }

/** The form by which what is paid and has not left is sent. */
async function shipping(page: Page, { program }: Shop): Promise<void> {
  const { number } = await program.database.db
    .selectFrom('orders')
    .select('number')
    .where('status', '=', 'paid')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await askForm(`/order ship ${number}`, 'Carrier')(page)
}

/** A rule that holds dear first orders, as it is just saved. */
async function rule(page: Page): Promise<void> {
  await ask('/order rules', 'New rule')(page)
  await press(page, 'New rule…')
  const field = (name: string) => form(page).getByLabel(name, { exact: false }).first()
  await field('Name').fill('Dear first orders')
  await field('Total from').fill('2000')
  await field('Tag it').fill('check')
  await field('Hold it').fill('first order, look at it')
  await save(page, 'would have matched')
}

export const orders: readonly Picture[] = [
  { name: 'order-board', as: 'mei', at: 'C0GENERAL', on: high(900), show: ask('/order board', 'Orders by status') },
  { name: 'order-board-zh', as: 'zhao', at: 'C0GENERAL', on: high(900), show: ask('/order board', '订单状态一览') },
  {
    name: 'order-exceptions',
    as: 'mei',
    at: 'C0GENERAL',
    on: tall,
    show: afterTimers('/order exceptions', 'Late shipment'),
  },
  { name: 'order-exceptions-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/order exceptions', '逾期') },
  { name: 'order-ship', as: 'mei', at: 'C0GENERAL', show: shipping },
  { name: 'order-rule', as: 'mei', at: 'C0GENERAL', on: high(900), show: rule },
  {
    name: 'order-rule-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    on: high(900),
    async show(page) {
      await ask('/order rules', 'Dear first orders')(page)
      await press(page, '打开')
      await shown(page, '最近')
    },
  },
]
