import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions } from '@slack/bolt'
import type { Db } from '../db/tables/index.ts'
import { findCustomers } from '../shop/customers.ts'
import { signatureOf } from '../shop/intake/signature.ts'

/** Bytes that the page may send at once. */
const LIMIT = 256 * 1024

interface RelayOptions {
  /** Where Backroom listens. */
  url: string
  db: Db
  clock: () => Temporal.Instant
}

export interface StorefrontRelay {
  /** What the relay signs with, made anew at each start; the browser never sees it. */
  readonly secret: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/**
 * The server half of the sandbox's storefront: takes what its page asks under `/storefront/`, signs it as any shop's
 * server would, sends it to `/shop/` of the very program over HTTP, and passes the answer on. `/storefront/customers` is
 * its own: a shop knows its customers by itself. Whoever serves it has made sure that the page is its own.
 */
export function openStorefrontRelay({ url, db, clock }: RelayOptions): StorefrontRelay {
  const secret = `whsec_${randomBytes(32).toString('base64')}`

  async function passOn({ method = '', headers }: IncomingMessage, target: string, body: string): Promise<Response> {
    const [id, at] = [randomUUID(), clock()]
    return fetch(new URL(target, url), {
      method,
      headers: {
        'content-type': 'application/json',
        'accept-language': headers['accept-language'] ?? 'en',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.epochMilliseconds / 1000)),
        'webhook-signature': signatureOf([secret], id, at, body),
      },
      ...(method === 'POST' && { body }),
    })
  }

  return {
    secret,
    async handle(request, response) {
      const asked = new URL(request.url ?? '/', url)
      const answer = (status: number, text: string) => {
        const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
        response.writeHead(status, headers).end(text)
      }
      const refuse = (status: number, code: string) =>
        answer(status, JSON.stringify({ error: { code, message: code } }))
      if (request.method !== 'GET' && request.method !== 'POST') return refuse(405, 'method_not_allowed')
      if (request.method === 'POST' && !request.headers['content-type']?.startsWith('application/json'))
        return refuse(415, 'json_only')
      if (asked.pathname === '/storefront/customers')
        return answer(
          200,
          JSON.stringify({ customers: await findCustomers(db, asked.searchParams.get('search') ?? '') }),
        )
      let body: string
      try {
        body = (await HTTPModuleFunctions.bufferIncomingMessage(request, LIMIT)).rawBody.toString()
      } catch (error) {
        if (HTTPModuleFunctions.isRawBodyError(error)) return refuse(error.statusCode, 'unreadable')
        throw error
      }
      const target = `/shop/${asked.pathname.slice('/storefront/'.length)}${asked.search}`
      const passed = await passOn(request, target, body)
      answer(passed.status, await passed.text())
    },
  }
}
