import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { type Fetch, sendCallback } from '../../../shop/callbacks/send.ts'
import { refusalWords } from '../../../shop/i18n/refusal-words.ts'
import { refuse } from '../../../shop/result.ts'
import { openReceiver, secret } from './receiver.ts'

const storefront = await openReceiver()
const receiver = { url: storefront.url, secrets: [secret] }
// The library that verifies reads the clock itself.
const now = Temporal.Now.instant()
afterAll(storefront.close)

test('a redirection is not followed, 410 is a failure, and so is a server that cannot be reached', async () => {
  const send = (to: string) => sendCallback(fetch, { ...receiver, url: to }, { id: 'x', body: '{}' }, now)
  storefront.answer(() => ({ status: 302, headers: { location: '/elsewhere' } }))
  expect(await send(storefront.url)).toMatchObject({ why: refuse('callback.answered', { status: '302' }) })
  storefront.answer(() => ({ status: 410 }))
  expect(await send(storefront.url)).toMatchObject({ why: refuse('callback.answered', { status: '410' }) })
  expect(storefront.got.map(({ path }) => path)).toEqual(['/hooks', '/hooks'])
  expect(await send('http://127.0.0.1:1/')).toMatchObject({ why: { code: 'callback.unreachable' } })
})

test('why there was no answer is told in both languages, without what Node calls it', async () => {
  const why = async (fetch: Fetch, url = receiver.url) =>
    (await sendCallback(fetch, { ...receiver, url }, { id: 'x', body: '{}' }, now))?.why
  const failing = (error: object) => () => Promise.reject(error)
  const late = Object.assign(new Error('late'), { name: 'TimeoutError' })
  const port = await closedPort()
  const plain = new URL(storefront.url).host
  const unreachable = Object.assign(new TypeError('fetch failed'), { cause: { code: 'EHOSTUNREACH' } })
  const reasons = {
    'callback.timed_out': await why(failing(late)),
    'callback.connection_refused': await why(fetch, `http://127.0.0.1:${port}/`),
    'callback.connection_broken': await why(fetch, `http://127.0.0.1:${await breakingPort()}/`),
    'callback.no_route': await why(failing(unreachable)),
    'callback.name_unknown': await why(fetch, 'http://storefront.invalid/'),
    'callback.not_trusted': await why(fetch, `https://${plain}/`),
  }
  for (const [code, reason] of Object.entries(reasons)) {
    expect(reason).toMatchObject({ code, values: {} })
    if (reason) expect(refusalWords(reason, 'zh-CN')).toMatch(/^[\p{sc=Han}，：、A-Z_ ]+$/u)
  }
  const odd = Object.assign(new TypeError('fetch failed'), { cause: new Error('bad port') })
  expect(await why(failing(odd))).toEqual(refuse('callback.unreachable', { why: 'bad port' }))
})

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A port on which every connection breaks off. */
async function breakingPort(): Promise<number> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
