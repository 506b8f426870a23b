import type { KnownBlock } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { button, letters, many, option, plain, section } from './parts.ts'
import { mina, refusal, startToy, wei } from './toy.ts'

describe('a message', () => {
  const post = async (message: { text?: string; blocks?: KnownBlock[] }) => {
    const { client } = await startToy()
    return refusal(
      client.chat.postMessage({ channel: 'C0OPS', text: 'x', ...message } as Parameters<
        typeof client.chat.postMessage
      >[0]),
    )
  }
  const inOne = (element: object) => [{ type: 'actions', elements: [element] } as KnownBlock]

  test.each<[string, KnownBlock[], string]>([
    ['51 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      'a section of 3,001',
      [section(letters(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'eleven fields',
      [{ type: 'section', fields: many(11, () => plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field of 2,001',
      [{ type: 'section', fields: [plain(letters(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'a header of 151',
      [{ type: 'header', text: plain(letters(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'eleven in a context',
      [{ type: 'context', elements: many(11, () => plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      '26 buttons',
      [{ type: 'actions', elements: many(26, (n) => button({ action_id: `${n}` })) }],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'a button of 76',
      inOne(button({ text: plain(letters(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'a button value of 2,001',
      inOne(button({ value: letters(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a confirm text of 301',
      inOne(
        button({ confirm: { title: plain('a'), text: plain(letters(301)), confirm: plain('y'), deny: plain('n') } }),
      ),
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      '101 options',
      inOne({ type: 'static_select', options: many(101, (n) => option(`${n}`)) }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      '101 option groups',
      inOne({
        type: 'static_select',
        option_groups: many(101, (n) => ({ label: plain(`${n}`), options: [option('a')] })),
      }),
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups]',
    ],
    [
      'an option of 76',
      inOne({ type: 'static_select', options: [option(letters(76), 'a')] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'eleven checkboxes',
      inOne({ type: 'checkboxes', options: many(11, (n) => option(`${n}`)) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'eleven radio buttons',
      inOne({ type: 'radio_buttons', options: many(11, (n) => option(`${n}`)) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a table of 101 rows',
      [{ type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'a' }]) } as KnownBlock],
      'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
    ],
    [
      'a table of 21 columns',
      [{ type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'a' }))] } as KnownBlock],
      'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
    ],
    [
      'an alt text of 2,001',
      [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: letters(2001) }],
      'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
    ],
    [
      'a block_id of 256',
      [section('a', { block_id: letters(256) })],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'an action_id of 256',
      inOne(button({ action_id: letters(256) })),
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'the same block_id twice',
      [section('a', { block_id: 'a' }), section('b', { block_id: 'a' })],
      '`block_id` already exists: a [json-pointer:/blocks/1/block_id]',
    ],
    ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a field Slack does not know',
      [section('a', { colour: 'red' })],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    [
      'a block Slack does not know',
      [{ type: 'banner' } as unknown as KnownBlock],
      'unsupported type [json-pointer:/blocks/0/type]',
    ],
    [
      'no header text',
      [{ type: 'header' } as unknown as KnownBlock],
      'missing required field: text [json-pointer:/blocks/0]',
    ],
    [
      'an image of this machine',
      [{ type: 'image', image_url: 'http://127.0.0.1/a.png', alt_text: 'a' }],
      'downloading image failed [json-pointer:/blocks/0]',
    ],
  ])('with %s is refused', async (_, blocks, wrong) => {
    expect(await post({ blocks })).toBe(`invalid_blocks: ${wrong}`)
  })

  test('with more than 13,200 characters over all blocks is refused', async () => {
    expect(await post({ blocks: many(5, () => section(letters(2640))) })).toBe('not refused')
    expect(await post({ blocks: many(5, () => section(letters(2641))) })).toMatch(/^msg_blocks_too_long/)
  })

  test('is cut at 40,000 characters, says so, and cannot be updated to more than 4,000', async () => {
    const { client, sandbox } = await startToy()
    const { ts = '', response_metadata } = await client.chat.postMessage({ channel: 'C0OPS', text: letters(40_001) })
    expect(response_metadata?.warnings).toEqual(['message_truncated'])
    expect(sandbox.person(mina.id).latest('ops')?.text).toHaveLength(40_000)
    expect(await refusal(client.chat.update({ channel: 'C0OPS', ts, text: letters(4001) }))).toBe('msg_too_long')
  })

  test('of nothing is refused, and one of blocks alone is warned of', async () => {
    const { client } = await startToy()
    expect(await refusal(client.chat.postMessage({ channel: 'C0OPS', text: '' }))).toBe('no_text')
    const { response_metadata } = await client.apiCall('chat.postMessage', { channel: 'C0OPS', blocks: [section('a')] })
    expect(response_metadata?.warnings).toEqual(['missing_text_in_message'])
  })

  test('to what is not there, or of someone else is refused; to where the app is not it may post, but not read', async () => {
    const { client, sandbox } = await startToy()
    expect(await client.chat.postMessage({ channel: 'C0AWAY', text: 'x' })).toMatchObject({ ok: true })
    expect(await refusal(client.conversations.history({ channel: 'C0AWAY' }))).toBe('not_in_channel')
    expect(await refusal(client.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found')
    expect(await refusal(client.chat.update({ channel: 'C0OPS', ts: '1.000001', text: 'x' }))).toBe('message_not_found')
    const { shown } = await sandbox.person(mina.id).say('Mine', { channel: 'ops' })
    const theirs = { channel: 'C0OPS', ts: shown?.ts ?? '' }
    expect(await refusal(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message')
    expect(await refusal(client.chat.delete(theirs))).toBe('cant_delete_message')
    expect(await refusal(client.chat.postMessage({ ...theirs, thread_ts: '1.000001', text: 'x' }))).toBe(
      'thread_not_found',
    )
  })

  test('with malformed metadata is refused', async () => {
    const { client } = await startToy()
    const metadata = { event_type: '', event_payload: {} }
    expect(await refusal(client.chat.postMessage({ channel: 'C0OPS', text: 'x', metadata }))).toBe(
      'invalid_metadata_format',
    )
  })

  test('that is ephemeral is no record: the app can neither find nor change it', async () => {
    const { client, sandbox } = await startToy()
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: 'C0OPS',
      user: mina.id,
      text: 'Only you',
    })
    expect((await client.conversations.history({ channel: 'C0OPS' })).messages).toEqual([])
    expect(await refusal(client.chat.update({ channel: 'C0OPS', ts, text: 'x' }))).toBe('message_not_found')
    expect(sandbox.person(wei.id).messages('ops')).toEqual([])
  })

  test('pings whom its unescaped words name', async () => {
    const { client, sandbox } = await startToy()
    const latest = () => sandbox.person(mina.id).latest('ops')
    const mrkdwn = { type: 'mrkdwn' as const, text: `<!here> and <@${wei.id}>` }
    await client.chat.postMessage({
      channel: 'C0OPS',
      text: '<!channel>',
      blocks: [{ type: 'section', text: mrkdwn }, section('<@U0NONE>')],
    })
    expect(latest()?.pings).toEqual(['channel', 'here', wei.id])
    await client.chat.postMessage({ channel: 'C0OPS', text: 'A customer wrote: &lt;!channel&gt; &amp; more' })
    expect(latest()).toMatchObject({ pings: [], text: 'A customer wrote: <!channel> & more' })
  })
})
