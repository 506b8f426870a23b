import { timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** Seconds that a message's time may be from ours, either way: the tolerance of Standard Webhooks. */
const TOLERANCE = 300

/** The headers of a Standard Webhooks message, as they came. */
export interface SignedHeaders {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
}

const sameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Whether a message (https://www.standardwebhooks.com: HMAC-SHA256 over `id.timestamp.body`) was signed with one of
 * the secrets within 5 minutes of now. Several secrets are valid while one is replaced by the next; several signatures
 * stand behind each other in the header. The library's own check reads the clock itself, so only its signing is used.
 */
export function isSigned(
  secrets: readonly string[],
  { id, timestamp, signature }: SignedHeaders,
  body: string,
  now: Temporal.Instant,
): boolean {
  if (!id || !/^\d{1,12}$/.test(timestamp)) return false
  const seconds = Number(timestamp)
  if (Math.abs(now.epochMilliseconds / 1000 - seconds) > TOLERANCE) return false
  const given = signature.split(' ').filter((one) => one.startsWith('v1,'))
  return secrets.some((secret) => {
    const expected = new Webhook(secret).sign(id, new Date(seconds * 1000), body)
    return given.some((one) => sameText(one, expected))
  })
}

/** The signature header of a message of ours: with every secret, so that the receiver can replace one by the next. */
export const signatureOf = (secrets: readonly string[], id: string, at: Temporal.Instant, body: string): string =>
  secrets.map((secret) => new Webhook(secret).sign(id, new Date(at.epochMilliseconds), body)).join(' ')
