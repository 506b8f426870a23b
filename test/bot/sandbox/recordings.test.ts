import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { plain } from './parts.ts'
import { listenRaw, mina, startToy } from './toy.ts'

const recordings = new URL('../../../../shared/data/slack/', import.meta.url)

/** The recordings of one kind, as objects. */
function recorded(kind: string): object[] {
  return readdirSync(recordings)
    .filter((file) => file.startsWith(`${kind}__`))
    .map((file) => {
      const text = readFileSync(new URL(file, recordings), 'utf8')
      return file.endsWith('.form.txt') ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text)
    })
}

/** Keys below which content is the app's own and differs from payload to payload. */
const OPEN = /\.(blocks|values|elements|actions|files|attachments|metadata)$/

/** path -> the JSON types seen there */
function shape(value: unknown, at = '', found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  found.set(at, (found.get(at) ?? new Set()).add(type))
  if (type === 'object' && !OPEN.test(at))
    for (const [key, item] of Object.entries(value as object)) shape(item, `${at}.${key}`, found)
  return found
}

/** Keys that Slack has come to send since the recordings were made, or sends only in some workspaces. */
const SINCE = [
  /^\.is_enterprise_install$/,
  /^\.authorizations/,
  /^\.is_ext_shared_channel$/,
  /^\.event_context$/,
  /^\.event\.event_ts$/,
  /app_id$/,
  /bot_profile/,
  /^\.response_urls$/,
]

/** What is sent, against the recordings of its kind: no key they lack, no other type, and every key they all have. */
function compare(sent: unknown, kind: string, only: (recording: object) => boolean = () => true): string[] {
  const all = recorded(kind).filter(only)
  expect(all.length, `recordings of ${kind}`).toBeGreaterThan(0)
  const known = new Map<string, Set<string>>()
  for (const recording of all) shape(recording, '', known)
  const mine = shape(sent)
  const always = [...shape(all[0]).keys()].filter((path) => all.every((recording) => shape(recording).has(path)))
  return [
    ...[...mine].flatMap(([path, types]) => {
      const expected = known.get(path)
      if (!expected) return SINCE.some((one) => one.test(path)) ? [] : [`${path} is sent and never recorded`]
      return [...types]
        .filter((type) => !expected.has(type))
        .map((type) => `${path} is ${type}, recorded as ${[...expected]}`)
    }),
    ...always.filter((path) => !mine.has(path)).map((path) => `${path} is always recorded and not sent`),
  ]
}

const modal = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  close: plain('Cancel'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'sku',
      optional: true,
      label: plain('Article'),
      element: { type: 'external_select' as const, action_id: 'sku' },
    },
  ],
}

/** A workspace whose app keeps every body it is sent, answering 200. */
async function listening() {
  const bodies: string[] = []
  const toy = await startToy()
  const url = await listenRaw(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    bodies.push(Buffer.concat(parts).toString())
    response.end()
  })
  toy.sandbox.pointAt(url)
  const form = () => Object.fromEntries(new URLSearchParams(bodies.at(-1)))
  const interaction = () => JSON.parse(form().payload ?? 'null')
  return {
    ...toy,
    person: toy.sandbox.person(mina.id),
    form,
    interaction,
    event: () => JSON.parse(bodies.at(-1) ?? 'null'),
  }
}

const absent = !existsSync(recordings)
const what = absent
  ? 'not compared: no recordings in ../shared/data/slack'
  : 'what the sandbox sends has the keys and types of what Slack sent'

describe.skipIf(absent)(what, () => {
  test('slash commands', async () => {
    const { person, form } = await listening()
    await person.command('/stock low')
    expect(compare(form(), 'slash_command')).toEqual([])
  })

  test('block_actions on a message', async () => {
    const { person, client, interaction } = await listening()
    const button = { type: 'button' as const, action_id: 'a', text: plain('Do'), value: 'v' }
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'actions', elements: [button] }] })
    await person.click('Do')
    const onMessage = (recording: object) => !('view' in recording) && !('function_data' in recording)
    expect(compare(interaction(), 'block_actions', onMessage)).toEqual([])
    const [action] = interaction().actions
    expect(Object.keys(action).sort()).toEqual(['action_id', 'action_ts', 'block_id', 'text', 'type', 'value'])
  })

  test('block_actions, block_suggestion, view_submission and view_closed on views', async () => {
    const { person, client, sandbox, interaction } = await listening()
    const button = { type: 'button' as const, action_id: 'a', text: plain('Do') }
    await client.views.publish({
      user_id: mina.id,
      view: { type: 'home', blocks: [{ type: 'actions', elements: [button] }] },
    })
    await person.click('Do')
    expect(compare(interaction(), 'block_actions', (recording) => 'view' in recording)).toEqual([])
    await person.shortcut('Ask the shop')
    await client.views.open({ trigger_id: interaction().trigger_id, view: modal })
    await person.suggestions('Article', 'tea')
    expect(compare(interaction(), 'block_suggestion', (recording) => 'view' in recording)).toEqual([])
    const top = sandbox.store.modals.get(mina.id)?.at(-1)
    await person.submit()
    expect(compare(interaction(), 'view_submission')).toEqual([])
    if (top) sandbox.store.modals.set(mina.id, [top])
    await person.closeModal()
    expect(compare(interaction(), 'view_closed')).toEqual([])
  })

  test('shortcuts', async () => {
    const { person, client, interaction } = await listening()
    await person.shortcut('Ask the shop')
    expect(compare(interaction(), 'shortcut')).toEqual([])
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x' })
    await person.shortcut('Make a case of it', person.latest('ops'))
    expect(compare(interaction(), 'message_action')).toEqual([])
  })

  test('message and app_home_opened events', async () => {
    const { person, client, event } = await listening()
    await person.say('Hello', { channel: 'ops' })
    const complete = (recording: object) => 'event' in recording && JSON.stringify(recording.event).includes('ts')
    expect(compare(event(), 'event_callback.message', complete)).toEqual([])
    await client.views.publish({ user_id: mina.id, view: { type: 'home', blocks: [] } })
    await person.openHome()
    expect(compare(event(), 'event_callback.app_home_opened')).toEqual([])
  })
})
