import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Day } from './day.ts'
import { DIGITAL } from './goods.ts'
import { line, sell } from './shop.ts'
import { write } from './support.ts'

/** Rules tag what is dear, and deliver files by themselves; notes are kept on orders by hand. */
export async function rulesSeeToOrders(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  const made = async (fields: Record<string, string>): Promise<string> => {
    await mei.says('/order rules')
    await mei.presses('order.rule_new')
    await mei.fills(fields)
    const rule = await mei.isOffered('order.rule_switch', fields.name ?? '')
    await mei.presses('order.rule_switch')
    return rule
  }
  const first = await made({ name: 'Files', moment: 'paid', then_deliver_digital: 'yes' })
  const second = await made({ name: 'Dear ones', moment: 'paid', if_total_from: '250', then_tag: 'dear' })
  await mei.says(`/order rule ${second}`)
  await mei.presses('order.rule_raise')
  await mei.says(`/order rule ${second}`)
  await mei.presses('order.rule_edit')
  await mei.fills({ then_tag: 'dear, careful' })
  await mei.says(`/order rule ${first}`)
  await mei.presses('order.rule_history')
  await sell(day, { number: 'A-1', customer: 'c14', lines: [line(DIGITAL.sku, 1)] })
  await sell(day, { number: 'A-2', customer: 'c15', lines: [line('G-111', 1)] })
  await day.pass(1)
  day.books.ship('A-1', 1)
  expect((await day.ask('GET', '/shop/orders/A-1')).body).toMatchObject({ status: 'delivered' })
  await mei.says('/order tag:dear', 'A-2')
  for (const id of [first, second]) {
    await mei.says(`/order rule ${id}`)
    await mei.presses('order.rule_switch')
  }
}

/** What people note on an order. */
export async function ordersAreCaredFor(day: Day): Promise<void> {
  const [mei, zhao] = [at(day, 'mei'), at(day, 'zhao')]
  await mei.says('/order tag A-2 vip', 'vip')
  await mei.says('/order untag A-2 vip')
  await mei.says('/order tag A-2')
  await mei.fills({ tags: 'vip, 加急' })
  await mei.says('/order hold A-2 is the address right?', 'is the address right?')
  await mei.says('/order ship A-2 EMS E1', 'hold')
  await mei.says('/order release A-2')
  await mei.says('/order hold A-2')
  await mei.fills({ reason: 'once more' })
  await mei.says('/order release A-2')
  await mei.says('/order assign A-2 @zhao')
  await mei.says('/order assign A-2')
  await mei.fills({ person: 'lin' })
  await zhao.says('/order board')
  await at(day, 'lin').says('/order assigned:me', 'A-2')
}

/** What is odd about orders waits in a queue, until somebody has seen to it. */
export async function oddOrdersAreSeenTo(day: Day): Promise<void> {
  const [mei, sam] = [at(day, 'mei'), at(day, 'sam')]
  await sam.says('/order problem A-2 address_problem no such street')
  await sam.says('/order problem S-1')
  await sam.fills({ kind: 'suspected_fraud', note: 'paid by three cards' })
  await mei.says('/order exceptions', 'A-2')
  await mei.says('/order exception A-2-E1', 'no such street')
  await mei.presses('order.exception_claim')
  await mei.says('/order ask A-2 Is it number 12 or 21?')
  await mei.says('/order ask A-2')
  await mei.fills({ question: 'And which floor?' })
  await write(day, 'c15', 'Number 21, third floor', { order: 'A-2' })
  await mei.says('/order exception A-2-E1')
  await mei.presses('order.exception_resolve')
  await mei.fills({ note: 'it is 21' })
  await mei.says('/order exception S-1-E1')
  await mei.presses('order.exception_dismiss')
}

/** A merchant is late, is asked why, and the customer is told. */
export async function anOrderIsLate(day: Day): Promise<void> {
  const [mei, rui] = [at(day, 'mei'), at(day, 'rui')]
  await mei.says('/settings set order.ship_within_hours 1')
  await sell(day, { number: 'L-1', customer: 'c16', lines: [line('G-111', 1)] })
  await mei.says('/settings undo order.ship_within_hours')
  await day.pass(70)
  await rui.says('/order late', 'L-1')
  await rui.presses('order.late')
  await rui.fills({ reason: 'the wood is wet', day: day.dayIn(2) })
}
