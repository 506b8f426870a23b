import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions } from '@slack/bolt'
import pLimit from 'p-limit'
import type { z } from 'zod'
import type { Db } from '../db/tables/index.ts'
import { isUnreachable } from '../db/unreachable.ts'
import { localeOf } from '../shop/i18n/index.ts'
import { basket, orderAsked, quoteAnswer, reason } from '../shop/intake/basket.ts'
import { placeAsked, quoteBasket } from '../shop/intake/place.ts'
import { isSigned } from '../shop/intake/signature.ts'
import { takeEvent } from '../shop/intake/take.ts'
import type { Jobs } from '../shop/jobs.ts'
import { toDecimal } from '../shop/money.ts'
import type { Order } from '../shop/orders/record.ts'
import { openPromotionBook, type PromotionBook } from '../shop/promotions/book.ts'
import type { Refusal } from '../shop/result.ts'
import { readSettings } from '../shop/settings/read.ts'
import { lookUpAt } from './storefront-look-ups.ts'

/** Bytes of a request's body: some thousand order lines. */
const LIMIT = 1024 * 1024

/**
 * Requests that are worked on at once: some more than half of the database's connections. The others wait in line, and
 * what people do in Slack goes on beside them however many customers want the same thing.
 */
const atOnce = (connections: number) => Math.ceil(connections * 0.6)

interface StorefrontOptions {
  db: Db
  jobs: Jobs
  /** What storefronts sign with, the newest first; without any nothing is taken. */
  secrets: readonly string[]
  clock: () => Temporal.Instant
  /** How many transactions the database can do at once. */
  connections: number
}

/** What is answered: a status and a body. */
type Answer = [status: number, body: unknown]

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
const failure = (status: number, code: string, message: string): Answer => [status, { error: { code, message } }]

/** How a refusal is told to a customer; English where they read none of our languages. */
async function told(db: Db, refusal: Refusal, language: string | undefined) {
  const { 'shop.timezone': zone } = await readSettings(db)
  return { error: reason(refusal, { locale: localeOf(language, 'en'), zone }) }
}

/**
 * What storefronts send, under `/shop/`: 401 where the raw body is not signed as Standard Webhooks has it, looked at
 * before anything is read from it; 400 where it cannot be read; 409 where the shop says no; 200 otherwise.
 */
export function storefront({ db, jobs, secrets, clock, connections }: StorefrontOptions) {
  const inLine = pLimit(atOnce(connections))
  const book = openPromotionBook()
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body] = await answerTo(request).catch((error: unknown): Answer => {
      if (!isUnreachable(error)) throw error
      return failure(503, 'unreachable', "the shop's records cannot be reached; send it again")
    })
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    response.end(JSON.stringify(body))

    async function answerTo({ headers, method = '', url = '' }: IncomingMessage): Promise<Answer> {
      if (secrets.length === 0)
        return failure(503, 'not_configured', 'set SHOP_EVENTS_SECRET to what the storefront signs with')
      let raw: string
      try {
        raw = (await HTTPModuleFunctions.bufferIncomingMessage(request, LIMIT)).rawBody.toString()
      } catch (error) {
        if (HTTPModuleFunctions.isRawBodyError(error)) return failure(error.statusCode, 'unreadable', error.message)
        throw error
      }
      const id = single(headers['webhook-id'])
      const signed = {
        ...{ id, timestamp: single(headers['webhook-timestamp']), signature: single(headers['webhook-signature']) },
      }
      const now = clock()
      if (!isSigned(secrets, signed, raw, now)) return failure(401, 'not_signed', 'the signature does not fit')
      if (id.length > 256) return failure(400, 'id_too_long', 'an id has at most 256 characters')
      const language = single(headers['accept-language']) || undefined
      const [path = '', ...query] = url.split('?')
      const lookUp = lookUpAt(path)
      if (lookUp && method !== 'GET') return failure(405, 'method_not_allowed', 'GET only')
      if (lookUp)
        return inLine(async () => {
          const looked = await lookUp({ db, jobs, book, query: new URLSearchParams(query.join('?')), now })
          if ('unreadable' in looked) return unreadable(looked.unreadable)
          return looked.ok ? [200, looked.value] : [404, await told(db, looked, language)]
        })
      const asked = asks[path]
      if (!asked) return failure(404, 'not_found', `there is nothing at ${path}`)
      if (method !== 'POST') return failure(405, 'method_not_allowed', 'POST only')
      const parsed = parseJson(raw)
      if (parsed === undefined) return failure(400, 'not_json', 'the body is no JSON')
      return inLine(() => asked({ db, jobs, book, id, body: parsed, now, language }))
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

interface Asked {
  db: Db
  jobs: Jobs
  book: PromotionBook
  id: string
  body: unknown
  now: Temporal.Instant
  /** In which reasons are told, where the body does not say: as the header `accept-language` has it. */
  language: string | undefined
}

/** What can be sent to each path. */
const asks: Record<string, (asked: Asked) => Promise<Answer>> = {
  async '/shop/events'({ db, jobs, id, body, now, language }) {
    const taken = await takeEvent(db, jobs, id, body, now)
    if (!taken.ok) return [400, await told(db, taken, language)]
    const { state, refusal } = taken.value
    return [200, { id, state, ...(refusal && (await told(db, refusal as unknown as Refusal, language))) }]
  },
  async '/shop/quotes'({ db, book, body, now }) {
    const read = basket.safeParse(body)
    if (!read.success) return unreadable(read.error)
    const quoted = await quoteBasket(db, book, read.data, now)
    return quoted.ok
      ? [200, quoteAnswer(quoted.value, read.data.locale)]
      : [409, await told(db, quoted, read.data.locale)]
  },
  async '/shop/orders'({ db, jobs, book, body, now }) {
    const read = orderAsked.safeParse(body)
    if (!read.success) return unreadable(read.error)
    const placed = await placeAsked(db, jobs, book, read.data, now)
    return placed.ok ? [200, orderAnswer(placed.value)] : [409, await told(db, placed, read.data.locale)]
  },
}

function unreadable(error: z.ZodError | null): Answer {
  if (!error) return failure(400, 'unreadable', 'the path cannot be read')
  const [issue] = error.issues
  return failure(400, 'unreadable', `${issue?.path.join('.') || 'the body'}: ${issue?.message ?? ''}`)
}

const orderAnswer = ({ number, status, currency, gross, discount, shipping, tax, total }: Order) => ({
  ...{ order: number, status, currency },
  ...Object.fromEntries(
    Object.entries({ gross, discount, shipping, tax, total }).map(([name, amount]) => [
      name,
      toDecimal(amount, currency),
    ]),
  ),
})
