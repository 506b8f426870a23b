import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

export interface Signing {
  /** The secret. */
  by: string
  id?: string
  at?: Temporal.Instant
}

/** The headers of what a shop sends that follows the specification: its library signs, and nothing of ours. */
export function signed(body: string, { by, id = randomUUID(), at = Temporal.Now.instant() }: Signing) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.epochMilliseconds / 1000)),
    'webhook-signature': new Webhook(by).sign(id, new Date(at.epochMilliseconds), body),
  }
}
