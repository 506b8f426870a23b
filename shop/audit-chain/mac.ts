import { createHmac } from 'node:crypto'

/** An entry of the audit as it is sealed: every column as the database writes it. */
export interface Sealable {
  id: string
  at: string
  member_id: string | null
  action: string
  subject: string
  before: string | null
  after: string | null
  reason: string | null
  via: string
}

/** What an entry at a place of the chain is known by: HMAC-SHA256 over the mac before it and all that it says, as hex. */
export function macOf(key: string, previous: string, place: bigint, entry: Sealable): string {
  const { id, at, member_id, action, subject, before, after, reason, via } = entry
  const said = [String(place), id, at, member_id, action, subject, before, after, reason, via]
  return createHmac('sha256', key)
    .update(`${previous}\n${JSON.stringify(said)}`)
    .digest('hex')
}
