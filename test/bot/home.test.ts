import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

/** App Home as someone sees it. */
async function homeOf(id: string) {
  const person = world.person(id)
  await person.openHome()
  await person.waitFor(() => person.home !== null, 5_000)
  return { text: person.home?.text ?? '', buttons: buttonsIn(person.home?.blocks ?? []) }
}

const buttonsIn = (blocks: readonly Record<string, unknown>[]): string[] =>
  blocks.flatMap(({ elements = [] }) =>
    (elements as { type: string; text: { text: string } }[])
      .filter(({ type }) => type === 'button')
      .map(({ text }) => text.text),
  )

test.each<[string, string, boolean, string[]]>([
  [
    'an administrator',
    'U0ANA',
    true,
    [
      'Exceptions',
      'Conversations',
      'Refunds',
      'Returns and exchanges',
      'Low stock',
      'Requests for new goods',
      'Reviews',
      'Storefront events',
      'Newest orders',
      'Order board',
      'Sales, 7 days',
      'Products',
      'Promotions',
      'Payment methods',
      'Team',
      'Settings',
      'What you can do here',
    ],
  ],
  [
    'a manager',
    'U0MEI',
    true,
    [
      'Exceptions',
      'Conversations',
      'Refunds',
      'Returns and exchanges',
      'Low stock',
      'Requests for new goods',
      'Reviews',
      'Newest orders',
      'Order board',
      'Sales, 7 days',
      'Products',
      'Promotions',
      'Payment methods',
      'Settings',
      'What you can do here',
    ],
  ],
  [
    'an approver',
    'U0TOM',
    true,
    ['Refunds', 'Low stock', 'Newest orders', 'Order board', 'Sales, 7 days', 'Products', 'What you can do here'],
  ],
  [
    'support',
    'U0SAM',
    true,
    ['Conversations', 'Refunds', 'Low stock', 'Newest orders', 'Order board', 'Products', 'What you can do here'],
  ],
  [
    'a merchant',
    'U0WANG',
    true,
    ['退款', '库存不足', '补货请求', '最新订单', '订单一览', '近 7 天销售', '商品', '您可以做什么'],
  ],
  ['a visitor', 'U0VERA', false, ['Products', 'What you can do here']],
])('App Home of %s shows figures, what waits and shortcuts as far as they may', async (_, id, figures, buttons) => {
  const home = await homeOf(id)
  expect(home.buttons).toEqual(buttons)
  expect(/Total sales|销售合计|First answer, half within/.test(home.text)).toBe(figures)
})

test('its buttons open what they name', async () => {
  const mei = world.person('U0MEI')
  expect((await homeOf('U0MEI')).text).toContain('wait for you')
  await mei.click('Low stock', { in: 'home' })
  await mei.waitFor(() => mei.modal !== null, 5_000)
  expect(mei.modal?.text).toContain('Running low')
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
