import { WebClient } from '@slack/web-api'
import { expect, test } from 'vitest'
import { clientOf, mina, quiet, refusal, startToy, token } from './toy.ts'

test('the Web API can be made to fail, and says what was called', async () => {
  const { sandbox, client } = await startToy()
  const post = () => client.chat.postMessage({ channel: 'C0OPS', text: 'Report' })
  sandbox.faults.next('chat.postMessage', { kind: 'status', status: 500 })
  sandbox.faults.next('chat.postMessage', { kind: 'error', error: 'fatal_error' })
  sandbox.faults.next('chat.postMessage', { kind: 'drop' })
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 500 })
  expect(await refusal(post())).toBe('fatal_error')
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  expect((await post()).ok).toBe(true)
  expect(sandbox.faults.of('chat.postMessage').map(({ status }) => status)).toEqual([500, 200, 0, 200])
  expect(sandbox.person(mina.id).messages('ops')).toHaveLength(1)
})

test('an answer can be lost after the work was done', async () => {
  const { sandbox, client } = await startToy()
  sandbox.faults.next('chat.postMessage', { kind: 'lost' })
  await expect(client.chat.postMessage({ channel: 'C0OPS', text: 'Report' })).rejects.toThrow()
  expect(sandbox.person(mina.id).messages('ops')).toHaveLength(1)
})

test('a response_url can fail as well', async () => {
  const failures: string[] = []
  const { sandbox } = await startToy((app) => {
    app.command('/stock', async ({ ack, respond }) => {
      await ack()
      await respond('First').catch(() => failures.push('First'))
      await respond('Second')
    })
  })
  sandbox.faults.next('response_url', { kind: 'drop' })
  await sandbox.person(mina.id).command('/stock')
  await sandbox.person(mina.id).sees('Second')
  expect(failures).toEqual(['First'])
  expect(sandbox.person(mina.id).ephemerals()).toHaveLength(1)
})

test('a call can hang until its client gives up', async () => {
  const { sandbox } = await startToy()
  const hasty = new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    timeout: 100,
    retryConfig: { retries: 0 },
    logger: quiet,
  })
  sandbox.faults.next('users.list', { kind: 'hang' })
  await expect(hasty.users.list({})).rejects.toThrow()
})

test('a message is found again by its metadata', async () => {
  const { sandbox } = await startToy()
  const client = clientOf(sandbox)
  const metadata = { event_type: 'report', event_payload: { key: 'sales-1' } }
  await client.chat.postMessage({ channel: 'C0OPS', text: 'Report', metadata })
  const history = await client.conversations.history({ channel: 'C0OPS', include_all_metadata: true })
  expect(history.messages).toMatchObject([{ text: 'Report', metadata }])
  expect((await client.conversations.history({ channel: 'C0OPS' })).messages?.[0]).not.toHaveProperty('metadata')
})

test('people and channels are told with locale, time zone and membership', async () => {
  const { client } = await startToy()
  const { user } = await client.users.info({ user: 'U0WEI', include_locale: true })
  expect(user).toMatchObject({ locale: 'zh-CN', tz: 'Asia/Shanghai', profile: { title: 'Support' } })
  const { channels } = await client.conversations.list()
  expect(channels?.map(({ name, is_member }) => [name, is_member])).toEqual([
    ['ops', true],
    ['sales', true],
    ['away', false],
  ])
  await client.conversations.join({ channel: 'C0AWAY' })
  expect((await client.chat.postMessage({ channel: '#away', text: 'Here' })).ok).toBe(true)
  const { channel } = await client.conversations.open({ users: 'U0WEI' })
  expect((await client.chat.postMessage({ channel: 'U0WEI', text: 'You' })).channel).toBe(channel?.id)
})
