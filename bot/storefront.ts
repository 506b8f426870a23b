import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions } from '@slack/bolt'
import type { Db } from '../db/tables/index.ts'
import { t } from '../shop/i18n/index.ts'
import { isSigned } from '../shop/intake/signature.ts'
import { takeEvent } from '../shop/intake/take.ts'
import type { Jobs } from '../shop/jobs.ts'
import type { Refusal } from '../shop/result.ts'

/** Bytes of a request's body: some thousand order lines. */
const LIMIT = 1024 * 1024

interface StorefrontOptions {
  db: Db
  jobs: Jobs
  /** What storefronts sign with, the newest first; without any nothing is taken. */
  secrets: readonly string[]
  clock: () => Temporal.Instant
}

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

const problem = ({ code, values }: Refusal) => ({ error: { code, message: t('en', `refusal.${code}`, values) } })

/**
 * What storefronts send, under `/shop/`: 401 where the raw body is not signed as Standard Webhooks has it, looked at
 * before anything is read from it; 400 where it cannot be read; 200 with what became of it otherwise.
 */
export const storefront =
  ({ db, jobs, secrets, clock }: StorefrontOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number, code: string, message: string) =>
      answer(response, status, { error: { code, message } })
    if (secrets.length === 0)
      return refuse(503, 'not_configured', 'set SHOP_EVENTS_SECRET to what the storefront signs with')
    let raw: Buffer
    try {
      raw = (await HTTPModuleFunctions.bufferIncomingMessage(request, LIMIT)).rawBody
    } catch (error) {
      if (HTTPModuleFunctions.isRawBodyError(error)) return refuse(error.statusCode, 'too_large', error.message)
      throw error
    }
    const { headers } = request
    const id = single(headers['webhook-id'])
    const signed = {
      id,
      timestamp: single(headers['webhook-timestamp']),
      signature: single(headers['webhook-signature']),
    }
    const now = clock()
    const body = raw.toString()
    if (!isSigned(secrets, signed, body, now)) return refuse(401, 'not_signed', 'the signature does not fit')
    const path = (request.url ?? '').split('?')[0]
    if (path !== '/shop/events') return refuse(404, 'not_found', `there is nothing at ${path}`)
    if (request.method !== 'POST') return refuse(405, 'method_not_allowed', 'POST only')
    if (id.length > 256) return refuse(400, 'id_too_long', 'an id has at most 256 characters')
    const parsed = parseJson(body)
    if (parsed === undefined) return refuse(400, 'not_json', 'the body is no JSON')
    const taken = await takeEvent(db, jobs, id, parsed, now)
    if (!taken.ok) return answer(response, 400, problem(taken))
    const { state, refusal } = taken.value
    answer(response, 200, { id, state, ...(refusal && problem(refusal as unknown as Refusal)) })
  }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
