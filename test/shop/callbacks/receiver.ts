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

/** A storefront's server. It takes everything, unless `reply` says otherwise; `silent` never answers. */
export async function openReceiver() {
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
    try {
      new Webhook(secret).verify(raw, signed)
    } catch {
      return void response.writeHead(401).end()
    }
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
