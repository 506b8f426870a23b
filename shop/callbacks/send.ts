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
    const { cause, message, name } = error as Error
    const why = name === 'TimeoutError' ? `no answer within ${WITHIN_MS / 1000} s` : reasonOf(cause, message)
    return { why: refuse('callback.unreachable', { why }), retryAfter: null }
  }
}

/** What a connection failed of; where several addresses were tried, its code. */
const reasonOf = (cause: unknown, message: string): string =>
  cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code ?? message) : message

/** `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date. */
function secondsOf(header: string | null, now: Temporal.Instant): number | null {
  if (header === null) return null
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : (Date.parse(header) - now.epochMilliseconds) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_WAIT) : null
}
