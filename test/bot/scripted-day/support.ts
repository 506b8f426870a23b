import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Day } from './day.ts'

/** The number of a customer's conversation, as the card in the channel has it. */
async function numberOf(day: Day, customer: string, channel = 'support'): Promise<string> {
  const [, number] = /#(\d+) /.exec((await day.post(channel, `with Customer ${customer}`, 'sam')).text) ?? []
  if (!number) throw new Error(`no conversation of ${customer}`)
  return number
}
let count = 0
export const write = (day: Day, customer: string, text: string, more: Record<string, string> = {}) =>
  day.tell('customer.message', { customer, message: `m-${++count}`, text, ...more })

/** Routes and answers that are ready, made by the senior before customers wake. */
export async function supportIsReady(day: Day): Promise<void> {
  const lin = at(day, 'lin')
  await lin.says('/support routes')
  await lin.presses('support.route_new')
  await lin.fills({ topic: 'warehouse', channel: 'warehouse' })
  await lin.says('/support canned')
  await lin.presses('support.canned_edit')
  await lin.fills({ name: 'sorry', text: 'Dear {customer}, we are sorry. {agent}' })
  await lin.says('/support canned', 'sorry')
  await lin.presses('support.canned_edit')
  await lin.fills({ text: 'Dear {customer}, we are very sorry. {agent}' })
  await lin.says('/support canned')
}

/** Five agents answer what customers write: in threads, by notes, from hand to hand. */
export async function customersWrite(day: Day): Promise<void> {
  const [sam, eva, lin] = [at(day, 'sam'), at(day, 'eva'), at(day, 'lin')]
  await write(day, 'c11', 'Where is my parcel?', { order: 'C11-1' })
  await write(day, 'c12', 'Can I have it in blue?', { topic: 'warehouse' })
  const first = await numberOf(day, 'c11')
  const card = () => day.post('support', `#${first} `, 'sam')
  const { ts: thread } = await card()
  await sam.presses('support.claim', await card())
  await sam.person.say('It is on its way', { channel: 'support', thread })
  await eva.person.say('Look at the tracking', { channel: 'support', thread })
  await sam.says(`/support note ${first} knows our boss`)
  await sam.says(`/support note ${first}`)
  await sam.fills({ text: 'call after six' })
  await sam.says(`/support assign ${first} <@U0EVA> late shift`)
  await eva.says(`/support canned ${first}`)
  await eva.person.fill({ canned: 'sorry' }, { in: 'modal' })
  await eva.person.submit()
  await eva.fills({})
  await eva.says(`/support snooze ${first} 2`)
  await eva.says(`/support snooze ${first}`)
  await eva.fills({ hours: '24' })
  await eva.says('/support', first)
  await eva.says(`/support escalate ${first} wants the manager`)
  await lin.says('/support queue', first)
  await lin.says(`/support ${first}`)
  await lin.says(`/support assign ${first}`)
  await lin.fills({ person: 'lin', reason: '我来' })
  await lin.says(`/support resolve ${first} found it`)
  await lin.says(`/support reopen ${first}`)
  await lin.says(`/support resolve ${first}`)
  const second = await numberOf(day, 'c12', 'warehouse')
  await at(day, 'leo').says(`/support claim ${second}`)
  await at(day, 'leo').says(`/support resolve ${second}`)
  await day.pass(1)
  const seen = (await day.ask('GET', '/shop/customers/c11/messages')).body
  expect(seen.messages.map(({ agent, text }: Record<string, string>) => [agent, text])).toEqual([
    [null, 'Where is my parcel?'],
    ['sam', 'It is on its way'],
    ['eva', 'Dear Customer c11 <&>, we are very sorry. eva'],
  ])
  const rating = { customer: 'c11', rating: 'ra-1', conversation: first }
  await day.tell('customer.rated', { ...rating, score: 4 }, { ago: 1 })
  await day.tell('customer.rated', { ...rating, score: 5 })
}

/** A complaint has an owner, a deadline and an outcome; others learn from it. */
export async function aComplaintIsSettled(day: Day): Promise<void> {
  const [amy, lin, mei] = [at(day, 'amy'), at(day, 'lin'), at(day, 'mei')]
  await write(day, 'c13', 'Broken, and nobody answers!', { topic: 'damage', order: 'C13-1' })
  const number = await numberOf(day, 'c13')
  await amy.says(`/support claim ${number}`)
  await amy.says(`/support complaint ${number}`)
  await amy.fills({ severity: 'high', day: day.dayIn(2), reason: 'third time' })
  await amy.says(`/support resolve ${number}`)
  await amy.fills({ text: 'a new cup' })
  await day.tell('customer.rated', { customer: 'c13', rating: 'ra-2', conversation: number, score: 3, comment: 'slow' })
  await lin.says(`/support example ${number} kind words`)
  await lin.says(`/support example ${number}`)
  await lin.fills({ text: 'a clear end' })
  await lin.says(`/support supervise ${number} offer tea`)
  await lin.says(`/support supervise ${number}`)
  await lin.fills({ text: 'and a smile' })
  await lin.says('/support examples damage', 'kind words')
  await amy.says(`/support replay ${number}`, 'nobody answers', 'a new cup', '3 of 5')
  await amy.presses('support.replay_file')
  await amy.waits(() => amy.person.messages('dm').some(({ files }) => files.length > 0))
  await amy.person.closeModal(true)
  await lin.says('/support examples')
  await lin.presses('support.no_example')
  await lin.says('/support canned')
  await lin.presses('support.canned_remove')
  await lin.says('/support routes')
  await lin.presses('support.route_remove')
  await mei.says('/support queue')
}
