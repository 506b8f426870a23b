import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signedHeaders } from '../../bot/sandbox/sign.ts'
import type { Backroom } from './processes/backroom.ts'
import { type Outside, openOutside } from './processes/outside.ts'

let outside: Outside
let backroom: Backroom
beforeAll(async () => {
  outside = await openOutside()
  backroom = await outside.start()
})
afterAll(() => outside.close())

const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'
const seconds = () => Math.floor(Date.now() / 1000)

/** Posts a body as Slack does, signed in time unless told otherwise. */
async function post(body: string, { type = FORM, headers = signed(body) } = {}) {
  const answer = await fetch(`${backroom.url}/slack/events`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
  })
  return { status: answer.status, body: await answer.text() }
}

const signed = (body: string, { secret = 'signing-secret', at = seconds() } = {}): Record<string, string> =>
  signedHeaders(secret, body, at)

let deliveries = 0
/** A slash command of the administrator, each with a trigger of its own. */
const command = (name: string, text: string) =>
  new URLSearchParams({
    command: name,
    text,
    user_id: 'U0ANA',
    channel_id: 'C0GENERAL',
    trigger_id: `trigger-${++deliveries}`,
    response_url: 'http://127.0.0.1/none',
  }).toString()
const rename = (to: string) => command('/settings', `set shop.name ${to} -- a new sign`)
const payload = (content: unknown) => new URLSearchParams({ payload: JSON.stringify(content) }).toString()

const changes = () => outside.database.db.selectFrom('setting_changes').selectAll().execute()

describe('a request that Slack did not sign now', () => {
  test.each<[string, (body: string) => Record<string, string>]>([
    ['with another secret', (body) => signed(body, { secret: 'guessed' })],
    ['over another body', (body) => signed(`${body}&text=other`)],
    ['more than five minutes ago', (body) => signed(body, { at: seconds() - 301 })],
    ['for more than five minutes from now', (body) => signed(body, { at: seconds() + 302 })],
    ['at no time', (body) => ({ ...signed(body), 'x-slack-request-timestamp': 'now' })],
    ['not at all', () => ({})],
  ])('but signed %s is answered 401, and nothing is done', async (_, headers) => {
    const body = rename('Stolen')
    expect(await post(body, { headers: headers(body) })).toMatchObject({ status: 401, body: '' })
    expect(await changes()).toEqual([])
  })

  test('but four minutes ago is taken: clocks differ', async () => {
    const body = command('/backroom', 'about')
    expect(await post(body, { headers: signed(body, { at: seconds() - 240 }) })).toMatchObject({ status: 200 })
  })
})

describe('the same delivery again is answered 200, and nothing is done twice', () => {
  test('a command', async () => {
    const body = rename('Corner')
    expect((await post(body)).body).toContain('Corner')
    expect(await post(body)).toEqual({ status: 200, body: '' })
    expect(await Promise.all([post(body), post(body)])).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(await changes()).toHaveLength(1)
  })

  test('a form, and a button', async () => {
    const { slack, database, provider } = outside
    const [sam, tom] = [slack.person('U0SAM'), slack.person('U0TOM')]
    await outside.sell('1001')
    await sam.command('/refund 1001 80 broken', { channel: 'general' })
    expect(await sam.submit({ twice: true })).toMatchObject({ ok: true, status: 200 })
    await tom.sees('waiting', { channel: 'approvals' })
    expect(await tom.click('Approve', { channel: 'approvals', twice: true })).toMatchObject({ ok: true, status: 200 })
    await outside.settled()
    expect(await database.db.selectFrom('refunds').select(['id', 'state']).execute()).toEqual([
      { id: 'R1', state: 'succeeded' },
    ])
    expect(await database.db.selectFrom('approval_decisions').select('member_id').execute()).toHaveLength(1)
    expect([...provider.paid.keys()]).toEqual(['1001-R1-P1'])
  })
})

describe('a signed body that is not what Slack sends', () => {
  const user = { id: 'U0ANA' }
  test.each<[string, string, string, number]>([
    ['empty', '', FORM, 400],
    ['no JSON', '{"type":', JSON_TYPE, 400],
    ['a list', '[1]', JSON_TYPE, 400],
    ['null', 'null', JSON_TYPE, 400],
    ['an object without a type', '{}', JSON_TYPE, 400],
    ['of an unknown type', '{"type":"martian"}', JSON_TYPE, 200],
    ['of a type that every object has', '{"type":"constructor"}', JSON_TYPE, 200],
    ['a form whose payload is no JSON', 'payload=%7B', FORM, 400],
    ['a form whose payload is a number', 'payload=7', FORM, 400],
    ['bytes that are no text', '\uFFFD\u0000\uFFFD', 'application/octet-stream', 400],
    ['a command of nobody', 'command=%2Fstock&text=low', FORM, 400],
    ['a command that we do not have', command('/dance', ''), FORM, 200],
    ['an event without an event', '{"type":"event_callback"}', JSON_TYPE, 400],
    ['an event that we do not know', '{"type":"event_callback","event":{"type":"martian"}}', JSON_TYPE, 200],
    ['an action of nothing', payload({ type: 'block_actions', user, trigger_id: '1', actions: [] }), FORM, 400],
    [
      'an action of nobody',
      payload({ type: 'block_actions', trigger_id: '1', actions: [{ action_id: 'a' }] }),
      FORM,
      400,
    ],
    [
      'an action that we do not know',
      payload({ type: 'block_actions', user, trigger_id: '1', actions: [{ action_id: 'martian', type: 'button' }] }),
      FORM,
      200,
    ],
    ['a submission without a view', payload({ type: 'view_submission', user }), FORM, 400],
    ['larger than a megabyte', 'x'.repeat(2_000_000), FORM, 413],
  ])('%s', async (_, body, type, status) => {
    expect((await post(body, { type })).status).toBe(status)
  })

  test('what fails in a listener is answered at once, and logged', async () => {
    outside.slack.faults.next('views.publish', { kind: 'error', error: 'fatal_error' })
    const event = { type: 'app_home_opened', user: 'U0ANA', tab: 'home' }
    const answer = await post(JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event }), { type: JSON_TYPE })
    expect(answer.status).toBe(500)
    await expect.poll(() => backroom.log.filter((line) => line.includes('a delivery failed'))).toHaveLength(1)
  })

  test('a body that ends before its end', async () => {
    const socket = connect(Number(new URL(backroom.url).port), '127.0.0.1')
    socket.write(
      `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${FORM}\r\ncontent-length: 100\r\n\r\ncommand=`,
    )
    await new Promise<void>((resolve) => socket.end(resolve))
    socket.destroy()
  })

  test('leaves the program as it was', async () => {
    expect((await fetch(`${backroom.url}/slack/events`)).status).toBe(405)
    expect((await fetch(`${backroom.url}/readyz`)).status).toBe(200)
    expect((await post(command('/backroom', 'about'))).body).toContain('Backroom')
    expect((await post('ssl_check=1&token=x')).status).toBe(200)
    const challenge = await post('{"type":"url_verification","challenge":"say it"}', { type: JSON_TYPE })
    expect(challenge).toEqual({ status: 200, body: '{"challenge":"say it"}' })
  })
})
