import type { RefusalCode } from '../i18n/refusals.ts'
import { signatureOf } from '../intake/signature.ts'
import { type Refusal, refuse } from '../result.ts'

const WITHIN_MS = 10_000
/** Nobody is waited for longer than a day. */
const LONGEST_WAIT = 24 * 3600

/** What posts: the platform's `fetch`, or a test's. */
export type Fetch = (address: string, options: RequestInit) => Promise<Response>

/** Where callbacks go, and what they are signed with, the newest secret first. */
export interface Receiver {
  readonly url: string
  readonly secrets: readonly string[]
}

/** Why an attempt failed, and how many seconds the receiver asks to be left alone. */
export interface Failure {
  readonly why: Refusal
  readonly retryAfter: number | null
}

/**
 * Posts a callback once, signed as Standard Webhooks has it (https://www.standardwebhooks.com). Gives null where it was
 * taken: an answer of 2xx within 10 s. A redirection counts as a failure, since it might lead inside, and so does 410.
 */
export async function sendCallback(
  fetch: Fetch,
  { url, secrets }: Receiver,
  { id, body }: { id: string; body: string },
  now: Temporal.Instant,
): Promise<Failure | null> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.epochMilliseconds / 1000)),
    'webhook-signature': signatureOf(secrets, id, now, body),
  }
  const signal = AbortSignal.timeout(WITHIN_MS)
  try {
    const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal })
    await response.body?.cancel()
    if (response.ok) return null
    const why = refuse('callback.answered', { status: String(response.status) })
    return { why, retryAfter: secondsOf(response.headers.get('retry-after'), now) }
  } catch (error) {
    // Whatever the network says: it is kept with the callback, which is tried again.
    return { why: reasonOf(error as Error), retryAfter: null }
  }
}

/** What a connection commonly fails of, by the code that Node gives it. */
const reasons: readonly [RegExp, RefusalCode][] = [
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'callback.timed_out'],
  [/^ECONNREFUSED$/, 'callback.connection_refused'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'callback.connection_broken'],
  [/^E(HOST|NET)UNREACH$/, 'callback.no_route'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/, 'callback.name_unknown'],
  [/CERT|SSL|TLS|^UNABLE_TO_|_CA_/, 'callback.not_trusted'],
]

/** Why there was no answer. What is none of the common reasons is said as Node says it. */
function reasonOf({ name, message, cause }: Error): Refusal {
  if (name === 'TimeoutError') return refuse('callback.timed_out')
  const { code = '', message: detail = '' } = (cause ?? {}) as NodeJS.ErrnoException
  const [, known] = reasons.find(([codes]) => codes.test(code)) ?? []
  return known ? refuse(known) : refuse('callback.unreachable', { why: detail || code || message })
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date. */
function secondsOf(header: string | null, now: Temporal.Instant): number | null {
  if (header === null) return null
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now.epochMilliseconds) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_WAIT) : null
}
