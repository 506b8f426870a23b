import { setTimeout as pause } from 'node:timers/promises'
import { type KnownBlock, type ModalView, WebClient } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { ACKNOWLEDGE_WITHIN } from '../../../bot/sandbox/deliver.ts'
import { signedHeaders } from '../../../bot/sandbox/sign.ts'
import { startSandbox } from '../../../bot/sandbox/workspace.ts'
import { clientOf, mina, options, quiet, refusal, secret, startToy, wei } from './toy.ts'

const letters = (count: number) => 'x'.repeat(count)
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const plain = (text: string) => ({ type: 'plain_text' as const, text })
const section = (text: string, more = {}): KnownBlock => ({ type: 'section', text: plain(text), ...more })
const option = (label: string, value = label) => ({ text: plain(label), value })
const button = (more = {}) => ({ type: 'button' as const, text: plain('Do'), ...more })
const modal = (more: Partial<ModalView> = {}): ModalView => ({ type: 'modal', title: plain('A'), blocks: [], ...more })

/** A workspace whose /stock command hands its trigger and response_url to the test; and a clock to turn. */
async function withCommand(more = {}) {
  const got: { trigger: string; answer: string }[] = []
  const clock = { ahead: 0 }
  const toy = await startToy(
    (app) => {
      app.command('/stock', async ({ ack, command }) => {
        got.push({ trigger: command.trigger_id, answer: command.response_url })
        await ack()
      })
    },
    { now: () => Date.now() + clock.ahead, ...more },
  )
  const next = async () => {
    await toy.sandbox.person(mina.id).command('/stock', { channel: 'ops' })
    return got.at(-1) ?? { trigger: '', answer: '' }
  }
  return { ...toy, clock, next }
}

const respond = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) })

test('a command not acknowledged within 3 s has failed for the person', async () => {
  expect(ACKNOWLEDGE_WITHIN).toBe(3000)
  const { sandbox } = await startToy(
    (app) => {
      app.command('/stock', async ({ ack }) => {
        await pause(150)
        await ack()
      })
    },
    { acknowledgeWithin: 100 },
  )
  expect((await sandbox.person(mina.id).command('/stock')).error).toBe('operation_timeout')
})

describe('a response_url', () => {
  test('serves five answers', async () => {
    const { next, sandbox } = await withCommand()
    const { answer } = await next()
    const statuses = []
    for (let use = 1; use <= 6; use++) statuses.push((await respond(answer, { text: `${use}` })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
    expect(sandbox.person(mina.id).ephemerals('ops')).toHaveLength(5)
  })

  test('serves for thirty minutes', async () => {
    const { next, clock } = await withCommand()
    const { answer } = await next()
    clock.ahead = 29 * 60_000
    expect((await respond(answer, { text: 'late' })).status).toBe(200)
    clock.ahead = 31 * 60_000
    const late = await respond(answer, { text: 'too late' })
    expect([late.status, await late.text()]).toEqual([404, '{"ok":false,"error":"expired_url"}'])
  })

  test('of a command has no message to replace', async () => {
    const { next, sandbox } = await withCommand()
    const { answer } = await next()
    await respond(answer, { text: 'One' })
    await respond(answer, { text: 'Two', replace_original: true })
    expect(
      sandbox
        .person(mina.id)
        .ephemerals('ops')
        .map(({ text }) => text),
    ).toEqual(['One', 'Two'])
  })

  test('refuses blocks that no message may have', async () => {
    const { next, sandbox } = await withCommand()
    const answer = await respond((await next()).answer, { blocks: [section(letters(3001))] })
    expect([answer.status, await answer.text()]).toEqual([400, 'invalid_blocks'])
    expect(sandbox.store.refusals.at(-1)).toMatchObject({ what: 'response_url', error: 'invalid_blocks' })
  })
})

describe('a trigger_id', () => {
  test('opens one modal', async () => {
    const { next, client } = await withCommand()
    const { trigger } = await next()
    await client.views.open({ trigger_id: trigger, view: modal() })
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal() }))).toBe('exchanged_trigger_id')
  })

  test('expires after 3 s', async () => {
    const { next, client, clock } = await withCommand()
    const { trigger } = await next()
    clock.ahead = 3100
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal() }))).toBe('expired_trigger_id')
    expect(await refusal(client.views.open({ trigger_id: 'made.up', view: modal() }))).toBe('invalid_trigger_id')
  })
})

describe('a modal', () => {
  test('stands on at most two others', async () => {
    const { next, client, sandbox } = await withCommand()
    await client.views.open({ trigger_id: (await next()).trigger, view: modal() })
    for (const title of ['B', 'C'])
      await client.views.push({ trigger_id: (await next()).trigger, view: modal({ title: plain(title) }) })
    expect(await refusal(client.views.push({ trigger_id: (await next()).trigger, view: modal() }))).toBe(
      'push_limit_reached',
    )
    expect(sandbox.person(mina.id).modal).toMatchObject({ title: 'C', depth: 3 })
  })

  test.each<[string, Partial<ModalView>, string]>([
    [
      '101 blocks',
      { blocks: many(101, () => ({ type: 'divider' })) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    ['a title of 25', { title: plain(letters(25)) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [
      'a submit of 25',
      { submit: plain(letters(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    ['a close of 25', { close: plain(letters(25)) }, 'must be less than 25 characters [json-pointer:/view/close/text]'],
    [
      'private_metadata of 3,001',
      { private_metadata: letters(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'inputs and no submit',
      { blocks: [{ type: 'input', label: plain('A'), element: { type: 'plain_text_input' } }] },
      'missing required field: submit, as there are input blocks [json-pointer:/view]',
    ],
  ])('with %s is refused, and the trigger is still good', async (_, more, wrong) => {
    const { next, client } = await withCommand()
    const { trigger } = await next()
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal(more) }))).toBe(
      `invalid_arguments: ${wrong}`,
    )
    expect((await client.views.open({ trigger_id: trigger, view: modal() })).ok).toBe(true)
  })

  test('of more than 250 KB is refused', async () => {
    const { next, client } = await withCommand()
    const blocks = many(90, () => section(letters(2900)))
    expect(await refusal(client.views.open({ trigger_id: (await next()).trigger, view: modal({ blocks }) }))).toMatch(
      /^view_too_large/,
    )
  })

  test('drawn from an old hash is refused', async () => {
    const { next, client } = await withCommand()
    const { view } = await client.views.open({ trigger_id: (await next()).trigger, view: modal() })
    const update = () =>
      client.views.update({ view_id: view?.id ?? '', hash: view?.hash, view: modal({ title: plain('B') }) })
    await update()
    expect(await refusal(update())).toBe('hash_conflict')
  })
})

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

  test('to where the app is not, to what is not there, or of someone else is refused', async () => {
    const { client, sandbox } = await startToy()
    expect(await refusal(client.chat.postMessage({ channel: 'C0AWAY', text: 'x' }))).toBe('not_in_channel')
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

test('an external select that offers 101 options offers nothing', async () => {
  const { sandbox, client } = await startToy((app) => {
    app.options('sku', ({ ack }) => ack({ options: many(101, (n) => option(`${n}`)) }))
  })
  const select = { type: 'external_select' as const, action_id: 'sku' }
  await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'actions', elements: [select] }] })
  expect(await sandbox.person(mina.id).suggestions('sku', 'a')).toEqual([])
  expect(sandbox.store.refusals.at(-1)?.error).toBe('invalid_options')
})

describe('calls that come too often', () => {
  test('are answered 429 with Retry-After: posts of one channel, and any method of a tier', async () => {
    const clock = { ahead: 0 }
    const { client, sandbox } = await startToy(undefined, { rateLimits: true, now: () => 1e12 + clock.ahead })
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
    for (let n = 0; n < 10; n++) await post('C0OPS')
    const answer = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-toy', 'content-type': 'application/json' },
      body: '{"channel":"C0OPS","text":"x"}',
    })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1'])
    await post('C0SALES')
    clock.ahead = 1000
    await post('C0OPS')
    await Promise.all(many(20, () => client.conversations.list()))
    await expect(client.conversations.list()).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 3,
    })
  })

  test('pause everything else that the same client wants, and no other client', async () => {
    const { sandbox } = await startToy()
    const [replies, posts] = many(2, () => new WebClient('xoxb-toy', { slackApiUrl: sandbox.apiUrl, logger: quiet }))
    sandbox.faults.next('chat.postMessage', { kind: 'ratelimited', retryAfter: 1 })
    const started = performance.now()
    const posting = posts?.chat.postMessage({ channel: 'C0OPS', text: 'x' })
    await pause(50)
    await replies?.auth.test()
    expect(performance.now() - started).toBeLessThan(900)
    await posts?.auth.test()
    expect(performance.now() - started).toBeGreaterThan(900)
    await posting
  })
})

describe('an upload', () => {
  test('of other bytes than announced, completed twice, or for a thread that is not there is refused', async () => {
    const { client } = await startToy()
    const { upload_url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: 3,
    })
    const complete = (more = {}) => client.files.completeUploadExternal({ files: [{ id }], ...more })
    expect(await refusal(complete())).toBe('file_not_found')
    expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400)
    expect((await fetch(upload_url, { method: 'POST', body: 'png' })).status).toBe(200)
    expect(await refusal(complete({ channel_id: 'C0OPS', thread_ts: '1.000001' }))).toBe('invalid_thread_ts')
    await complete()
    expect(await refusal(complete())).toBe('file_not_found')
  })

  test('without a channel stays private: no image block can show it', async () => {
    const { client, sandbox } = await startToy()
    const { upload_url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: 3,
    })
    await fetch(upload_url, { method: 'POST', body: 'png' })
    await client.files.completeUploadExternal({ files: [{ id }] })
    await expect.poll(() => sandbox.store.files.get(id)?.ready).toBe(true)
    const blocks: KnownBlock[] = [{ type: 'image', alt_text: 'a', slack_file: { id } }]
    expect(await refusal(client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks }))).toBe(
      'invalid_blocks: invalid slack file [json-pointer:/blocks/0]',
    )
    expect(sandbox.person(mina.id).messages('ops')).toEqual([])
  })
})

test('a request with a wrong or an old signature is refused by the app', async () => {
  const { appUrl, sandbox } = await startToy((app) => app.command('/stock', ({ ack }) => ack('yes')))
  const body = 'command=%2Fstock&text=&user_id=U1&team_id=T1&channel_id=C1'
  const now = Math.floor(Date.now() / 1000)
  const send = async (key: string, at: number) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signedHeaders(key, body, at) }
    return (await fetch(appUrl, { method: 'POST', body, headers })).status
  }
  expect(await send(secret, now)).toBe(200)
  expect(await send('another secret', now)).toBe(401)
  expect(await send(secret, now - 6 * 60)).toBe(401)
  expect(sandbox.person(mina.id).messages('ops')).toEqual([])
})

test('names of commands that are Slack’s own cannot be registered', async () => {
  for (const command of ['/help', '/feedback', '/search', '/status', '/topic', '/open', '/remind', '/invite'])
    await expect(startSandbox(options({ commands: [{ command, description: '', usageHint: '' }] }))).rejects.toThrow(
      `${command} is Slack's own command`,
    )
})

test('calls without a token, with another, or beyond the token’s scopes are refused', async () => {
  const { sandbox } = await startToy(undefined, { scopes: ['chat:write'] })
  expect(await refusal(clientOf(sandbox, '').auth.test())).toBe('not_authed')
  expect(await refusal(clientOf(sandbox, 'xoxb-other').auth.test())).toBe('invalid_auth')
  expect(await refusal(clientOf(sandbox).users.info({ user: mina.id }))).toBe('missing_scope')
})
