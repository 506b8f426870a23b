import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

export const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`

/** What came to the storefront, its signature verified by the specification's own library. */
export interface Got {
  id: string
  path: string
  headers: IncomingHttpHeaders
  body: { type: string; timestamp: string; data: Record<string, unknown> }
}

interface Reply {
  status: number
  headers?: Record<string, string>
}

/** Whether the specification's own library makes that signature, at about the time that it is now. */
function isSigned(raw: string, headers: Record<`webhook-${'id' | 'timestamp' | 'signature'}`, string>, now: number) {
  const at = Number(headers['webhook-timestamp']) * 1000
  if (Math.abs(now - at) > 300_000) return false
  return new Webhook(secret).sign(headers['webhook-id'], new Date(at), raw) === headers['webhook-signature']
}

/**
 * A storefront's server, by a clock in ms. It takes everything, unless `reply` says otherwise; `silent` never answers.
 */
export async function openReceiver(now = Date.now) {
  const got: Got[] = []
  const receiver = { reply: (_: Got): Reply | 'silent' => ({ status: 204 }) }
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    const { headers, url: path = '' } = request
    const signed = {
      'webhook-id': String(headers['webhook-id']),
      'webhook-timestamp': String(headers['webhook-timestamp']),
      'webhook-signature': String(headers['webhook-signature']),
    }
    const one = { id: signed['webhook-id'], path, headers, body: JSON.parse(raw) as Got['body'] }
    if (!isSigned(raw, signed, now())) return void response.writeHead(401).end()
    got.push(one)
    const answer = receiver.reply(one)
    if (answer !== 'silent') response.writeHead(answer.status, answer.headers).end('thank you')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    got,
    types: () => got.map(({ body }) => body.type),
    /** How it answers from now on. */
    answer(reply: (one: Got) => Reply | 'silent') {
      receiver.reply = reply
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
