import type { Message } from '../blocks.ts'
import type { Services } from '../operation.ts'
import type { Reader } from '../reader.ts'
import type { Picture } from '../slack/files.ts'

/** What a message says now. `waits`: someone still has to act on it, so it is posted anew in a fresh workspace. */
export interface Drawn extends Message {
  waits: boolean
  chart?: Picture
}

/** Draws one kind of message from the records; null where what it was about is gone. */
export type Renderer = (
  services: Services,
  subject: string,
  reader: Reader,
  now: Temporal.Instant,
  /** Where it is to go, as the message keeps it: a channel, the setting that names one, or a member. */
  address: string,
) => Promise<Drawn | null>
