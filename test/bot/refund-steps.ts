import { expect } from 'vitest'
import type { World } from '../world.ts'

/** A completed order of the sample shop, paid in one payment, with nothing refunded yet, worth 200 to 900. */
export async function someOrder(world: World): Promise<{ number: string; total: bigint }> {
  const used = await world.program.services.db.selectFrom('refunds').select('order_number').execute()
  return world.program.services.db
    .selectFrom('orders')
    .innerJoin('payments', 'payments.order_number', 'orders.number')
    .select(['orders.number', 'orders.total'])
    .where('orders.status', 'in', ['delivered', 'completed'])
    .whereRef('payments.amount', '=', 'orders.total')
    .where('payments.status', '=', 'captured')
    .where('orders.total', '>=', 200_00n)
    .where('orders.total', '<=', 900_00n)
    .where('orders.number', 'not in', ['', ...used.map((row) => row.order_number)])
    .orderBy('orders.placed_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** Sam requests a refund of such an order. */
export async function request(
  world: World,
  amount: string,
  reason = 'arrived broken',
): Promise<{ order: string; number: string }> {
  const sam = world.person('U0SAM')
  const { number: order } = await someOrder(world)
  await sam.command(`/refund ${order} ${amount} ${reason}`)
  expect(await sam.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  return { order, number: `${order}-R1` }
}

/** The message in the approvals channel about a refund, as the approver sees it now. */
export function promptAbout(world: World, number: string) {
  const found = world
    .person('U0TOM')
    .messages('approvals')
    .find((message) => message.text.includes(`Refund ${number}`) && !message.ephemeral)
  if (!found) throw new Error(`no prompt about ${number}`)
  return found
}
