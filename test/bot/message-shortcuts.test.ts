import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { promptAbout, someOrder } from './refund-steps.ts'

const refundThis = 'Refund this order'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

/** What someone wrote in #general, as Sam finds it. */
async function written(text: string) {
  await world.person('U0MEI').say(text, { channel: 'general' })
  const message = world
    .person('U0SAM')
    .messages('general')
    .find((one) => one.text === text)
  if (!message) throw new Error(`not written: ${text}`)
  return message
}

test('a message that names an order opens the form for its refund, with the dry run', async () => {
  const { number } = await someOrder(world)
  const sam = world.person('U0SAM')
  await sam.shortcut(refundThis, await written(`Customer of #${number} says the lid is broken`))
  expect(JSON.stringify(sam.modal)).toContain(number)
  await sam.fill({ Amount: '120', Reason: 'lid broken' })
  expect(await sam.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  // The prompt itself names it too.
  await sam.shortcut(refundThis, promptAbout(world, `${number}-R1`))
  expect(JSON.stringify(sam.modal)).toContain(number)
  await sam.closeModal()
})

test('one that names several asks which', async () => {
  const rows = await world.program.services.db
    .selectFrom('orders')
    .select('number')
    .where('captured', '>', 0n)
    .orderBy('placed_at', 'desc')
    .limit(2)
    .execute()
  const [one = '', two = ''] = rows.map(({ number }) => number)
  const sam = world.person('U0SAM')
  await sam.shortcut(refundThis, await written(`${two.toLowerCase()}, and ${one}?`))
  await sam.sees('Which one', { channel: 'general' })
  const asked = sam.messages('general').at(-1)
  expect(asked?.ephemeral).toBe(true)
  await sam.click(one, { message: asked })
  expect(JSON.stringify(sam.modal)).toContain(one)
  await sam.closeModal()
})

test('one that names none says what to do, also in Chinese; a visitor hears what is missing; nothing pings', async () => {
  const [sam, vera, zhao] = [world.person('U0SAM'), world.person('U0VERA'), world.person('U0ZHAO')]
  const texts = ['hello', '１２３ \u200b ✨', `'; drop table orders; --`, 'x'.repeat(10_000), '=1+1 -5 1e9']
  const told = (person: typeof sam) => person.messages('general').filter(({ ephemeral }) => ephemeral)
  const before = told(sam).length
  for (const text of texts) await sam.shortcut(refundThis, await written(text))
  await expect.poll(() => told(sam).length).toBe(before + texts.length)
  for (const { text } of told(sam).slice(before)) expect(text).toContain('names no order')
  await zhao.shortcut(refundThis, await written('no number at all'))
  await expect.poll(() => told(zhao).at(-1)?.text).toContain('该消息中没有')
  await vera.shortcut(refundThis, await written('and mine?'))
  await expect.poll(() => told(vera).at(-1)?.text).toContain('request refunds')
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
