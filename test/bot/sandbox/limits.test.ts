import { setTimeout as pause } from 'node:timers/promises'
import { type KnownBlock, WebClient } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { ACKNOWLEDGE_WITHIN } from '../../../bot/sandbox/deliver.ts'
import { signedHeaders } from '../../../bot/sandbox/sign.ts'
import { startSandbox } from '../../../bot/sandbox/workspace.ts'
import { letters, many, option, section } from './parts.ts'
import { clientOf, mina, options, quiet, refusal, secret, startToy, withCommand } from './toy.ts'

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
    const done: string[] = []
    const posting = posts?.chat.postMessage({ channel: 'C0OPS', text: 'x' }).then(() => done.push('posted'))
    await pause(50)
    const sameClient = posts?.auth.test().then(() => done.push('the same client'))
    await replies?.auth.test().then(() => done.push('another client'))
    await Promise.all([posting, sameClient])
    expect(done[0]).toBe('another client')
    expect(done.toSorted()).toEqual(['another client', 'posted', 'the same client'])
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
