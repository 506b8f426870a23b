import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RefundAnswer } from '../../shop/gateways/gateway.ts'
import { openWorld, type World } from '../world.ts'
import { promptAbout, request } from './refund-steps.ts'

const paid: RefundAnswer = { ok: true, reference: 'ref-1' }
let answer: RefundAnswer = paid
let world: World
beforeAll(async () => {
  world = await openWorld({ gateway: { refund: async () => answer } })
  await world.settled()
})
afterAll(() => world.close())

/** What Sam, who requests, finds in the direct messages about an order. */
const notices = (order: string) =>
  world
    .person('U0SAM')
    .messages('D0SAM')
    .filter(({ text, ephemeral }) => text.includes(order) && !ephemeral)
    .map((message) => ({ message, shown: JSON.stringify(message.blocks) }))

/** Sam's request, and its prompt as it is at each time. */
async function requestOf(amount: string) {
  const { order, number } = await request(world, amount)
  return { order, prompt: () => promptAbout(world, number) }
}

test('the one who requested a refund is asked, answers, and is told once that it was paid', async () => {
  const [sam, tom] = [world.person('U0SAM'), world.person('U0TOM')]
  const { order, prompt } = await requestOf('100')
  expect(notices(order)).toHaveLength(0)

  await tom.click('Ask…', { message: prompt() })
  await tom.fill({ 'What do you want to know?': 'Which piece, <!channel>?' })
  expect(await tom.submit()).toMatchObject({ ok: true })
  await world.settled()
  const [asked, ...more] = notices(order)
  expect(more).toHaveLength(0)
  expect(asked?.shown).toContain('Which piece, &lt;!channel&gt;?')
  expect(asked?.shown).toContain('<@U0TOM>')

  await sam.click('Answer…', asked && { message: asked.message })
  await sam.fill({ Answer: 'The lid' })
  expect(await sam.submit()).toMatchObject({ ok: true })
  await world.settled()
  // What was answered is asked no more.
  expect(notices(order)).toHaveLength(1)
  expect(notices(order)[0]?.shown).toContain('The lid')
  expect(notices(order)[0]?.shown).not.toContain('refund.answer')
  expect(await tom.click('Approve', { message: prompt() })).toMatchObject({ ok: true })
  await world.settled()
  const all = notices(order)
  expect(all).toHaveLength(2)
  expect(all[1]?.message.text).toContain('succeeded')
  expect(all[1]?.shown).toContain('<@U0TOM>')
})

test('they are told who rejected it and why', async () => {
  const tom = world.person('U0TOM')
  const { order, prompt } = await requestOf('90')
  await tom.click('Reject…', { message: prompt() })
  await tom.fill({ 'Why?': 'worn <https://x|out>' })
  expect(await tom.submit()).toMatchObject({ ok: true })
  await world.settled()
  expect(notices(order)).toHaveLength(1)
  expect(notices(order)[0]?.shown).toContain('worn &lt;https://x|out&gt;')
})

test('they are told of each time that it fails, with what the provider says, and not of what they do themselves', async () => {
  const { order, prompt } = await requestOf('80')
  answer = { ok: false, code: 'closed', message: 'the account is closed' }
  await world.person('U0TOM').click('Approve', { message: prompt() })
  await world.settled()
  expect(notices(order)[0]?.shown).toContain('the account is closed')
  await world.person('U0TOM').click('Submit again', { message: prompt() })
  await world.settled()
  expect(notices(order)).toHaveLength(2)
  answer = paid

  const own = await requestOf('70')
  await world.person('U0SAM').command(`/refund withdraw ${own.order}`, { channel: 'general' })
  await world.settled()
  expect(notices(own.order)).toHaveLength(0)
})

test('one that nobody decides in time is told of as expired', async () => {
  const { order } = await requestOf('60')
  world.advance({ hours: 80 })
  const { plannersOf } = await import('../../bot/planners.ts')
  for (const planner of plannersOf(world.program.services)) await planner.run(world.now())
  await world.settled()
  expect(notices(order).map(({ message }) => message.text)).toEqual([expect.stringContaining('expired')])
})
