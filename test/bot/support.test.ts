import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSupport, type SupportWorld } from './support-world.ts'

let support: SupportWorld
beforeAll(async () => {
  support = await openSupport()
})
afterAll(() => support.close())

const people = () => ({
  sam: support.world.person('U0SAM'),
  lin: support.world.person('U0LIN'),
  mei: support.world.person('U0MEI'),
})
const reactions = (message: { reactions: { name: string }[] } | undefined) =>
  message?.reactions.map(({ name }) => name) ?? []

test('a customer writes, support claims and answers in the thread: the answer is delivered and marked, all else stays a note', async () => {
  const { sam, lin } = people()
  await support.write('c-1', 'Where is my <!channel> parcel?', { id: 'first' })
  await support.write('c-1', 'Where is my <!channel> parcel?', { id: 'first' })
  await support.write('c-1', 'Hello?')
  await support.settled()
  const card = await support.cardOf('c-1', sam)
  expect(card.text).toContain('open')
  const thread = () => sam.messages('support', card.ts).filter(({ ts }) => ts !== card.ts)
  expect(thread().map(({ text }) => text)).toEqual([
    expect.stringContaining('Where is my'),
    expect.stringContaining('Hello?'),
  ])

  await sam.say('I think it is on its way', { channel: 'support', thread: card.ts })
  await support.settled()
  expect(reactions(thread().at(-1))).toEqual(['memo'])
  expect(await sam.click('Claim', { message: card })).toMatchObject({ ok: true })
  await sam.say('It arrives *today* & tomorrow <@U0LIN>', { channel: 'support', thread: card.ts, twice: true })
  await lin.say('Sam, look at the tracking', { channel: 'support', thread: card.ts })
  await support.settled()
  expect(support.told('support.message')).toEqual([
    {
      conversation: await support.numberOf('c-1'),
      message: expect.any(String),
      customer: 'c-1',
      agent: 'Sam Okafor',
      text: 'It arrives *today* & tomorrow @Lin Wei 林薇',
    },
  ])
  expect(thread().slice(-2).map(reactions)).toEqual([['white_check_mark'], ['memo']])
  expect((await support.cardOf('c-1', sam)).text).not.toContain('waits')
})
