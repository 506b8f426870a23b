import type { Member } from '../../shop/access/member.ts'
import type { Message } from '../blocks.ts'
import type { Services } from '../operation.ts'
import type { Reader } from '../reader.ts'
import type { Picture } from '../slack/files.ts'

/** What a message says now. `waits`: someone still has to act on it, so it is posted anew in a fresh workspace. */
export interface Drawn extends Message {
  waits: boolean
  /** It tells of what is no longer so: redrawn where it stands, and not posted any more. */
  late?: boolean
  chart?: Picture
}

/**
 * Draws one kind of message from the records, for the person or the channel that it goes to; null where what it was about
 * is gone.
 */
export type Renderer = (
  services: Services,
  subject: string,
  reader: Reader,
  now: Temporal.Instant,
  /** The one in whose direct messages it stands; null for a channel. */
  member: Member | null,
) => Promise<Drawn | null>
