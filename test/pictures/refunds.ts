import { messages } from '../bot/browser.ts'
import { high, type Picture, phone, tall } from './picture.ts'
import { ask, askForm, press, shown } from './steps.ts'

/** The form that cancels an order that is paid and has not left. */
const cancelling = (until: string): Picture['show'] =>
  async function show(page, { program }) {
    const { number } = await program.database.db
      .selectFrom('orders')
      .select('number')
      .where('status', '=', 'paid')
      .whereRef('captured', '=', 'total')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await askForm(`/order cancel ${number} customer called`, until)(page)
  }

export const refunds: readonly Picture[] = [
  {
    name: 'refund-form',
    as: 'sam',
    at: 'C0GENERAL',
    on: high(1010),
    show: (page, { order }) => askForm(`/refund ${order} 60 Box crushed in transport`, 'Update the dry run')(page),
    async after(page) {
      await page.getByRole('button', { name: 'Request refund' }).click()
      await shown(page, 'waiting for a decision')
    },
  },
  {
    name: 'approval',
    as: 'tom',
    at: 'C0APPROVALS',
    show: (page) => messages(page).getByText('waiting for a decision').first().waitFor(),
  },
  {
    name: 'refund-confirm',
    as: 'tom',
    at: 'C0APPROVALS',
    async show(page) {
      await press(page, 'Approve')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'refund-decided',
    as: 'tom',
    at: 'C0APPROVALS',
    async show(page) {
      await press(page, 'Approve')
      await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
      await messages(page).getByText('The money went back').first().waitFor()
    },
  },
  { name: 'refund-notice', as: 'sam', at: 'D0SAM', show: (page) => shown(page, 'succeeded') },
  {
    name: 'order-card',
    as: 'sam',
    at: 'C0GENERAL',
    on: tall,
    show: (page, { order }) => ask(`/order ${order}`, 'Timeline')(page),
  },
  {
    name: 'order-card-zh',
    as: 'lin',
    at: 'C0GENERAL',
    on: tall,
    show: (page, { order }) => ask(`/order ${order}`, '时间线')(page),
  },
  { name: 'refund-pending', as: 'tom', at: 'C0GENERAL', show: ask('/refund pending', 'Refunds that wait') },
  {
    name: 'phone-approval',
    as: 'tom',
    at: 'C0APPROVALS',
    on: phone,
    show: (page) => messages(page).first().waitFor(),
  },
  {
    name: 'phone-refund-zh',
    as: 'lin',
    at: 'C0GENERAL',
    on: phone,
    show: (page, { order }) => askForm(`/refund ${order} 20 包装破损`, '更新试算')(page),
  },
  { name: 'order-cancel', as: 'mei', at: 'C0GENERAL', show: cancelling('What goes back') },
  { name: 'order-cancel-zh', as: 'zhao', at: 'C0GENERAL', show: cancelling('退回明细') },
]
