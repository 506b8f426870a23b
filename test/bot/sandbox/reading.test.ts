import { expect, test } from 'vitest'
import type { Block } from '../../../bot/sandbox/contract.ts'
import { readBlocks, readText } from '../../../bot/sandbox/read.ts'
import { Store } from '../../../bot/sandbox/store.ts'
import { bot, mina, wei } from './toy.ts'

const store = new Store([mina, wei, bot], [{ id: 'C0OPS', name: 'ops', topic: '' }], Date.now)

test.each([
  ['*Tea* is _low_, ~not~ `out`', 'Tea is low, not out'],
  ['没有商品 `tea`。（*销售*）每天', '没有商品 tea。（销售）每天'],
  ['<@U0WEI> in <#C0OPS>', '@wei in #ops'],
  ['<!channel> and <!date^1767225600^{date}|1 Jan 2026>', '@channel and 1 Jan 2026'],
  ['<https://example.com|the page> or <https://example.com>', 'the page or https://example.com'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
  ['2 * 3 * 4 and sku_a_b', '2 * 3 * 4 and sku_a_b'],
])('%s reads as %s', (mrkdwn, words) => {
  expect(readText(store, mrkdwn)).toBe(words)
})

test('blocks read line by line, as a person would tell them', () => {
  const plain = (text: string) => ({ type: 'plain_text', text })
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
  const select = { type: 'users_select', action_id: 'who', placeholder: plain('Who') }
  const blocks: Block[] = [
    { type: 'header', text: plain('Order 1001') },
    { type: 'section', text: mrkdwn('*Paid*'), fields: [mrkdwn('Total\n12.50')] },
    { type: 'divider' },
    {
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text: 'SKU' },
          { type: 'raw_number', value: 3 },
        ],
      ],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'user', user_id: 'U0WEI' },
            { type: 'text', text: ' did' },
          ],
        },
      ],
    },
    { type: 'image', alt_text: 'Sales up', title: plain('Sales') },
    { type: 'actions', block_id: 'a', elements: [{ type: 'button', action_id: 'b', text: plain('Ship') }, select] },
    { type: 'context', elements: [mrkdwn('as of 09:00')] },
  ]
  expect(
    readBlocks(store, blocks, { a: { who: { type: 'users_select', selected_user: 'U0MINA' } } }).split('\n'),
  ).toEqual([
    'Order 1001',
    'Paid',
    'Total',
    '12.50',
    '---',
    'SKU | 3',
    '@wei did',
    '(Sales: Sales up)',
    '[Ship] [Mina Park]',
    'as of 09:00',
  ])
})
