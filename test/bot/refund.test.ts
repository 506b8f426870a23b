import { afterAll, expect, test } from 'vitest'
import { testCancelling } from './order-cancel.ts'
import { testOrderCare } from './order-care.ts'
import { testReturns } from './order-returns.ts'
import { testShipping } from './order-shipping.ts'
import { testAmountsAndReasons } from './refund-input.ts'
import { openRefunds } from './refund-world.ts'

const world = await openRefunds()
const { provider, someOrder, request, prompt, state } = world
const { paid } = provider
afterAll(world.close)

test('a refund is tried dry, requested, approved, paid once, and told where it was asked for', async () => {
  const sam = world.person('U0SAM')
  const tom = world.person('U0TOM')
  const { number: order } = await someOrder()
  await sam.command(`/refund ${order} 100.50 arrived <!channel> broken`)
  expect(sam.modal?.text).toContain('¥100.50')
  expect(sam.modal?.text).toContain('One approver has to agree.')
  await sam.fill({ 'Amount (CNY)': '60' }, { in: 'modal' })
  await sam.click('Update the dry run', { in: 'modal' })
  expect(sam.modal?.text).toContain('¥60.00')
  await sam.submit()
  await world.settled()
  const number = `${order}-R1`
  expect(prompt(number).text).toContain('waiting for a decision')
  expect(prompt(number).text).toContain('arrived <!channel> broken')
  expect(prompt(number).pings.some((ping) => ping.includes('channel'))).toBe(false)

  await tom.click('Approve', { message: prompt(number) })
  await world.settled()
  expect(await state(number)).toBe('succeeded')
  expect(prompt(number).text).toContain('Approved by @tom (approver)')
  expect(prompt(number).text).toContain('The money went back')
  expect(prompt(number).buttons).not.toContain('Approve')
  expect([...paid].filter(([key]) => key.startsWith(`${number}-`))).toEqual([[`${number}-P1`, 60_00n]])
  const card = await sam.command(`/order ${order}`)
  expect(card.shown?.text).toContain(`${number} ¥60.00  succeeded`)
})

test('two approvers who click at the same moment pay a refund once', async () => {
  const { number } = await request('70')
  const message = prompt(number)
  await Promise.all([
    world.person('U0TOM').click('Approve', { message, twice: true }),
    world.person('U0MEI').click('Approve', { message, twice: true }),
  ])
  await world.settled()
  expect([...paid].filter(([key]) => key.startsWith(`${number}-`))).toEqual([[`${number}-P1`, 70_00n]])
  const told = [...world.person('U0TOM').ephemerals('approvals'), ...world.person('U0MEI').ephemerals('approvals')]
  expect(told.some(({ text }) => text.includes(`${number} was approved by`))).toBe(true)
})

test('who requested a refund cannot approve it', async () => {
  const mei = world.person('U0MEI')
  const { number: order } = await someOrder()
  await mei.command(`/refund ${order} 80 changed her mind`)
  await mei.submit()
  await world.settled()
  const refused = await mei.command(`/refund approve ${order}`)
  expect(refused.shown?.text).toContain('someone else has to decide')
  expect(await state(`${order}-R1`)).toBe('requested')
})

test('a rejection needs a reason, which everyone reads, and frees the money', async () => {
  const tom = world.person('U0TOM')
  const { order, number } = await request('90')
  await tom.click('Reject…', { message: prompt(number) })
  await tom.fill({ 'Why?': 'no photo of the damage' }, { in: 'modal' })
  await tom.submit()
  await world.settled()
  expect(prompt(number).text).toContain('Rejected by @tom (approver)')
  expect(prompt(number).text).toContain('no photo of the damage')
  const again = await world.person('U0SAM').command(`/refund ${order}`)
  expect(again.modal?.text).toContain('Amount (CNY)')
  await world.person('U0SAM').closeModal()
})

test('a question is answered before the decision', async () => {
  const tom = world.person('U0TOM')
  const { number } = await request('110')
  await tom.command(`/refund ask ${number} which side is broken?`)
  await world.settled()
  expect(prompt(number).text).toContain('which side is broken?')
  const early = await tom.command(`/refund approve ${number}`)
  expect(early.shown?.text).toContain('waits for an answer')
  await world.person('U0SAM').command(`/refund answer ${number} the left one`)
  await tom.command(`/refund approve ${number}`)
  await world.settled()
  expect(prompt(number).text).toContain('the left one')
  expect(await state(number)).toBe('succeeded')
})

test('a small refund needs nobody', async () => {
  const { number } = await request('20')
  expect(await state(number)).toBe('succeeded')
})

test('what the provider declines is told, and can be submitted again', async () => {
  provider.answer = { ok: false, code: 'insufficient', message: 'not enough balance' }
  const { number } = await request('130')
  const message = prompt(number)
  await world.person('U0TOM').click('Approve', { message })
  await world.settled()
  expect(await state(number)).toBe('failed')
  expect(prompt(number).text).toContain('not enough balance')
  provider.answer = null
  await world.person('U0TOM').click('Submit again', { message: prompt(number) })
  await world.settled()
  expect(await state(number)).toBe('succeeded')
  expect(paid.get(`${number}-P1`)).toBe(130_00n)
})

test('a refund that nobody decides is reminded of once and expires', async () => {
  const { sweepApprovals } = await import('../../shop/approvals/sweep.ts')
  const { number } = await request('140')
  const { db, jobs } = world.program.services
  world.advance({ hours: 5 })
  await Promise.all([sweepApprovals(db, jobs, world.now()), sweepApprovals(db, jobs, world.now())])
  await world.settled()
  const reminders = () =>
    world
      .person('U0TOM')
      .messages('approvals')
      .filter(({ text }) => text.includes(`${number} of`))
  expect(reminders()).toHaveLength(1)
  expect(reminders()[0]?.pings.length).toBeGreaterThan(0)
  world.advance({ hours: 70 })
  await sweepApprovals(db, jobs, world.now())
  await world.settled()
  expect(await state(number)).toBe('expired')
  expect(prompt(number).text).toContain('Nobody decided in time')
})

test('a second approval by the same role names the role in the reader’s language', async () => {
  const { db } = world.program.services
  await db
    .insertInto('settings')
    .values({ key: 'refund.one_approver_up_to', value: '"60"', updated_at: world.now() })
    .execute()
  const { number } = await request('90')
  await world.person('U0MEI').command(`/refund approve ${number}`)
  const refused = await world.person('U0ZHAO').command(`/refund approve ${number}`)
  expect(refused.shown?.text).toContain('已由角色 经理 批准')
  await db.deleteFrom('settings').execute()
})

// They share this world: another takes two seconds to open.
testAmountsAndReasons(world)
testShipping(world)
testReturns(world)
testCancelling(world)
testOrderCare(world)

test.each(['😀👩‍👩‍👧', '\u0000', '\ud83d', '‮​', '<!channel>', "'; drop table orders; --", 'x'.repeat(10_000)])(
  'no command breaks on %j',
  async (text) => {
    const mei = world.person('U0MEI')
    const commands = [
      'stock',
      'stock adjust',
      'stock movements',
      'order',
      'order customer:',
      'order cancel',
      'order ship',
      'order slip',
      'order track',
      'order returns',
      'order return',
      'refund',
      'refund approve',
    ]
    for (const command of [
      ...commands,
      'settings get',
      'settings set shop.name',
      'report',
      'report pause',
      'backroom',
    ]) {
      const { shown, status } = await mei.command(`/${command} ${text}`)
      expect(status, command).toBe(200)
      expect(shown?.text ?? '', command).not.toContain('Something went wrong')
      await mei.closeModal(true)
    }
    await mei.command('/settings undo shop.name')
  },
)

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
