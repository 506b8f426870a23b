import { request } from 'node:http'
import { expect, test } from 'vitest'
import type { ActRequest, Live, Messages, Outcome, State } from '../../../bot/sandbox/contract.ts'
import { mina, startToy, wei } from './toy.ts'

async function startPage() {
  const lamp = { on: false }
  const switches = [
    {
      id: 'traffic',
      label: 'Live traffic',
      get: () => lamp.on,
      set: (on: boolean) => {
        lamp.on = on
      },
    },
  ]
  const toy = await startToy((app) => app.command('/stock', ({ ack }) => ack('Low: tea')), { switches })
  const { publicUrl } = toy.sandbox
  const get = async <T>(path: string) => (await fetch(`${publicUrl}/sandbox/${path}`)).json() as Promise<T>
  const act = async (body: ActRequest) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${publicUrl}/sandbox/act`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Outcome
  }
  return { ...toy, get, act, lamp }
}

test('the page learns who and what is here', async () => {
  const { get } = await startPage()
  const state = await get<State>(`state?as=${wei.id}`)
  expect(state.me).toMatchObject({ realName: '王伟', locale: 'zh-CN' })
  expect(state.channels.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'channel ops',
    'channel sales',
    'channel away',
    'dm Toy',
  ])
  expect(state.commands.map(({ command }) => command)).toEqual(['/stock', '/refund'])
  expect(state.switches).toEqual([{ id: 'traffic', label: 'Live traffic', on: false }])
  expect(state).toMatchObject({ modal: null, home: null, refusals: [], storefront: false })
  expect(await get('../storefront/products')).toEqual({ error: 'not_found' })
})

test('the page acts for a person, and reads what they see', async () => {
  const { act, get, lamp } = await startPage()
  const asked = await act({ as: mina.id, do: 'command', text: '/stock low', channel: 'C0OPS' })
  expect(asked).toMatchObject({ ok: true, shown: { text: 'Low: tea', ephemeral: true } })
  await act({ as: mina.id, do: 'say', text: 'Thanks', channel: 'C0OPS' })
  const seen = async (person: string) =>
    (await get<Messages>(`messages?as=${person}&channel=C0OPS`)).messages.map(({ text }) => text)
  expect(await seen(mina.id)).toEqual(['Low: tea', 'Thanks'])
  expect(await seen(wei.id)).toEqual(['Thanks'])
  await act({ as: mina.id, do: 'switch', id: 'traffic', on: true })
  expect(lamp.on).toBe(true)
  expect((await act({ as: mina.id, do: 'say', text: 'x', channel: 'D0WEI' })).error).toBe('channel_not_found')
})

test('the page is told of changes as they happen, and only of what its person may see', async () => {
  const { sandbox, client } = await startPage()
  const leaving = new AbortController()
  const stream = await fetch(`${sandbox.publicUrl}/sandbox/live?as=${mina.id}`, { signal: leaving.signal })
  const told: Live[] = []
  const reading = (async () => {
    let text = ''
    for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += part
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) if (event.startsWith('data: ')) told.push(JSON.parse(event.slice(6)))
    }
  })().catch(() => 'left')
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'One' })
  await client.chat.postEphemeral({ channel: 'C0OPS', user: wei.id, text: 'Not for Mina' })
  await client.chat.update({ channel: 'C0OPS', ts, text: 'Two' })
  await client.chat.delete({ channel: 'C0OPS', ts })
  await expect.poll(() => told.at(-1)?.kind).toBe('gone')
  expect(told.map((event) => (event.kind === 'message' ? event.message.text : event.kind))).toEqual([
    'One',
    'unread',
    'Two',
    'unread',
    'gone',
  ])
  leaving.abort()
  await reading
  await expect.poll(() => sandbox.store.listenerCount('change')).toBe(0)
})

test('what Slack would refuse is told to the page', async () => {
  const { get, client } = await startPage()
  await client.chat.postMessage({ channel: 'C0OPS', text: '' }).catch(() => null)
  expect((await get<State>(`state?as=${mina.id}`)).refusals).toMatchObject([
    { what: 'chat.postMessage', error: 'no_text' },
  ])
})

test('a name that was rebound to this machine is not served', async () => {
  const { sandbox } = await startPage()
  const status = await new Promise((resolve, reject) => {
    const path = `${sandbox.publicUrl}/sandbox/state?as=${mina.id}`
    const asked = request(path, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode))
    asked.on('error', reject).end()
  })
  expect(status).toBe(403)
})

test('no other site, no other name of this machine and no plain form may act', async () => {
  const { sandbox } = await startPage()
  const body = JSON.stringify({ as: mina.id, do: 'say', text: 'forged', channel: 'C0OPS' })
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${sandbox.publicUrl}/sandbox/act`, { method: 'POST', headers, body })).status
  const json = { 'content-type': 'application/json' }
  expect(await status({ ...json, origin: 'https://evil.example' })).toBe(403)
  expect(await status({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await status({ 'content-type': 'text/plain' })).toBe(415)
  expect(await status({ ...json, origin: sandbox.publicUrl })).toBe(200)
  expect(
    sandbox
      .person(wei.id)
      .messages('ops')
      .map(({ text }) => text),
  ).toEqual(['forged'])
})
