import type { Services } from './operation.ts'
import { queuePhotos } from './photos.ts'
import { hearAnswers, hearChanges } from './support-threads.ts'

/** What a person wrote or shared in a channel, in a thread, or in their direct messages with the bot. */
export interface Said {
  /** Slack's id of the event: the same again is the same message, told again. */
  readonly id: string
  readonly user: string
  readonly channel: string
  /** In the direct messages with the bot. */
  readonly direct: boolean
  readonly ts: string
  /** The message whose thread it stands in. */
  readonly thread: string | null
  /** As Slack writes it: `&`, `<` and `>` escaped, mentions as links. */
  readonly text: string
  readonly files: readonly SharedFile[]
}

export interface SharedFile {
  readonly id: string
  readonly mimetype: string
}

/**
 * Something that listens to what people say. Slack is told that the message was taken once all have listened, so what a
 * listener has to do is committed or queued when it resolves, and done once however often the message is told.
 */
export type Listener = (services: Services, said: Said, now: Temporal.Instant) => Promise<void>

/** Everything that listens. */
export const listeners: readonly Listener[] = [queuePhotos, hearAnswers]

/** What somebody wrote was edited or deleted. */
export interface Changed {
  /** Slack's id of the event. */
  readonly delivery: string
  readonly channel: string
  readonly ts: string
  readonly thread: string | null
  readonly deleted: boolean
}

/** Everything that listens to that, on the same terms. */
export const changeListeners = [hearChanges] as const
