import { signedHeaders } from './sign.ts'

/** What the app answered to one request: its status and body, or why there was none. */
export interface Delivery {
  status: number | null
  body: string
  error: 'operation_timeout' | 'dispatch_failed' | null
  /** until the answer, in ms */
  ms: number
  /** the app asked not to be sent this again */
  noRetry: boolean
}

/** What kinds of request Slack sends, and how each is written on the wire. */
export type Kind = 'command' | 'interaction' | 'event'

export type Deliver = (
  kind: Kind,
  payload: object,
  options?: { retry?: { num: number; reason: string }; twice?: boolean },
) => Promise<Delivery>

/** Within which time the app must acknowledge, in ms. */
export const ACKNOWLEDGE_WITHIN = 3000

function encode(kind: Kind, payload: object): { body: string; type: string } {
  if (kind === 'event') return { body: JSON.stringify(payload), type: 'application/json' }
  const fields = kind === 'command' ? Object.entries(payload) : [['payload', JSON.stringify(payload)]]
  const body = new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString()
  return { body, type: 'application/x-www-form-urlencoded' }
}

/**
 * Sends signed requests to the app over HTTP, as Slack does. With `twice`, the very same request goes out two times
 * at once; the first one's answer is given.
 */
export function httpDelivery(appUrl: () => string, secret: string, within: number, now: () => number): Deliver {
  return async (kind, payload, options = {}) => {
    const { body, type } = encode(kind, payload)
    const retry: Record<string, string> = options.retry
      ? { 'x-slack-retry-num': String(options.retry.num), 'x-slack-retry-reason': options.retry.reason }
      : {}
    const headers = { 'content-type': type, ...retry, ...signedHeaders(secret, body, Math.floor(now() / 1000)) }
    const send = () => post(appUrl(), body, headers, within)
    const [first] = await Promise.all(options.twice ? [send(), send()] : [send()])
    return first
  }
}

async function post(url: string, body: string, headers: Record<string, string>, within: number): Promise<Delivery> {
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  try {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(within) })
    const text = await answer.text()
    const noRetry = answer.headers.get('x-slack-no-retry') === '1'
    const error = answer.status === 200 ? null : 'dispatch_failed'
    return { status: answer.status, body: text, error, ms: took(), noRetry }
  } catch (fault) {
    const late = fault instanceof DOMException && fault.name === 'TimeoutError'
    return { status: null, body: '', error: late ? 'operation_timeout' : 'dispatch_failed', ms: took(), noRetry: false }
  }
}
