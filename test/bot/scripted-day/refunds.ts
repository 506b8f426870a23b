import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Line } from './books.ts'
import { type Day, PATIENCE } from './day.ts'
import { arrive, handOver, line, order, pay, send } from './shop.ts'

const sold = (day: Day, number: string, ...lines: Line[]) => handOver(day, { number, customer: 'c10', lines })
const prompt = (day: Day, number: string) => day.post('approvals', `Refund ${number}`, 'tom')

/** Support asks for a refund by a form; what was shipped does not come back. */
async function ask(day: Day, order: string, amount: string): Promise<void> {
  const sam = at(day, 'sam')
  await sam.says(`/refund ${order} ${amount} arrived chipped`)
  await sam.fills({ restock: 'no' })
}

/** Nobody, one or two people have to agree, by how much goes back; all of it by a gateway that keeps its own list. */
export async function refundsAreAgreedOn(day: Day): Promise<void> {
  const [sam, tom, zhao] = [at(day, 'sam'), at(day, 'tom'), at(day, 'zhao')]
  const { books } = day
  await sold(day, 'R-1', line('G-102'))
  await ask(day, 'R-1', '20')
  books.giveBack('R-1', 'R1', 20_00)

  await sold(day, 'R-2', line('G-107'))
  await sam.says('/refund R-2 80 dented')
  await sam.person.fill({ amount: '90', restock: 'no' }, { in: 'modal' })
  await sam.presses('refund.preview')
  await sam.waits(() => sam.person.modal?.text.includes('90.00'))
  await sam.fills({})
  await tom.presses('refund.approve', await prompt(day, 'R-2-R1'))
  books.giveBack('R-2', 'R1', 90_00)

  await sold(day, 'R-3', line('G-112'))
  await ask(day, 'R-3', '1500')
  await tom.says('/refund pending', 'R-3-R1')
  await tom.says('/refund approve R-3-R1')
  expect(day.outside.provider.paid.has('R-3-R1-P1')).toBe(false)
  await zhao.says('/refund approve R-3-R1')
  books.giveBack('R-3', 'R1', 1500_00)

  // Two payments, and so two calls of the gateway; the goods come back to the shelf.
  await order(day, { number: 'R-4', customer: 'c11', lines: [line('G-105')] })
  await pay(day, 'R-4', { amount: 50_00 })
  await pay(day, 'R-4', { payment: 'P2', method: 'bank_card', amount: 70_00 })
  await send(day, 'R-4')
  await arrive(day, 'R-4')
  await sam.says('/refund R-4')
  await sam.fills({ reason: 'wrong colour', restock: 'yes' })
  await at(day, 'tim').says('/refund approve R-4-R1')
  books.giveBack('R-4', 'R1', 120_00)
  books.comeBack('R-4', 1, 1, 'restock')
}

/** Rejected, asked about, withdrawn; asked for by a customer, and out of a message. */
export async function refundsAreArguedAbout(day: Day): Promise<void> {
  const [sam, tom, lin] = [at(day, 'sam'), at(day, 'tom'), at(day, 'lin')]
  const { books } = day
  await sold(day, 'R-5', line('G-111'))
  const wish = { order: 'R-5', request: 'rq-5', amount: '100.00', reason: 'one leg is short' }
  await day.tell('refund.requested', wish)
  await day.tell('refund.requested', wish)
  await tom.presses('refund.reject', await prompt(day, 'R-5-R1'))
  await tom.fills({ text: 'put a book below it' })
  await ask(day, 'R-5', '110')
  await tom.presses('refund.ask', await prompt(day, 'R-5-R2'))
  await tom.fills({ text: 'which leg?' })
  await sam.says('/refund answer R-5-R2')
  await sam.fills({ text: 'the left one' })
  await sam.says('/refund show R-5-R2', 'the left one')
  await tom.says('/refund approve R-5-R2')
  books.giveBack('R-5', 'R2', 110_00)
  await ask(day, 'R-5', '60')
  await sam.says('/refund withdraw R-5-R3 was a slip')

  await sold(day, 'R-6', line('G-104'))
  await at(day, 'mei').person.say('The customer of #R-6 is not happy', { channel: 'support' })
  const said = day
    .person('lin')
    .messages('support')
    .findLast(({ text }) => text.includes('R-6'))
  await lin.person.shortcut('refund.of_message', said)
  await lin.fills({ amount: '30', reason: '不满意', restock: 'no' })
  books.giveBack('R-6', 'R1', 30_00)
}

/** The gateway says no; asked again it pays, or nobody asks again. */
export async function theGatewayDeclines(day: Day): Promise<void> {
  const tom = at(day, 'tom')
  // So that the no is for none of the refunds before.
  await day.settled()
  for (const number of ['R-7', 'R-8']) {
    await sold(day, number, line('G-107'))
    await ask(day, number, '75')
    day.outside.provider.declineOnce()
    await tom.says(`/refund approve ${number}-R1`)
    const prompted = async () => (await prompt(day, `${number}-R1`)).text
    await expect.poll(prompted, { timeout: PATIENCE }).toContain('the account is closed')
  }
  await tom.presses('refund.retry', await prompt(day, 'R-7-R1'))
  day.books.giveBack('R-7', 'R1', 75_00)
}
