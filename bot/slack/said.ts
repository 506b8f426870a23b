import type { App } from '@slack/bolt'
import { type Changed, changeListeners, listeners, type Said } from '../said.ts'
import { storable } from '../storable.ts'
import type { ListenerOptions } from './options.ts'

/** What a person says comes without a subtype, or with one of these; others tell of edits, deletions, joinings. */
const spoken = ['file_share', 'thread_broadcast', 'me_message']

interface Told {
  text?: string
  thread_ts?: string
  ts?: string
  bot_id?: string
}

/** An edit or deletion of what a person wrote; null for anything else, such as a preview that was added to it. */
function changeIn(event: object, delivery: string): Changed | null {
  const {
    subtype,
    channel,
    message,
    previous_message: before,
  } = event as {
    subtype?: string
    channel: string
    message?: Told
    previous_message?: Told
  }
  const deleted = subtype === 'message_deleted'
  if ((subtype !== 'message_changed' && !deleted) || !before?.ts || before.bot_id) return null
  if (!deleted && message?.text === before.text) return null
  return { delivery, channel, ts: before.ts, thread: before.thread_ts ?? null, deleted }
}

/** Hands what people say in the bot's channels to all who listen. */
export function listenToWhatIsSaid(app: App, { services, clock }: ListenerOptions): void {
  app.event('message', async ({ event, body }) => {
    const changed = changeIn(event, body.event_id)
    if (changed) for (const listen of changeListeners) await listen(services, changed, clock())
    if (event.subtype && !spoken.includes(event.subtype)) return
    const message = event as {
      user?: string
      bot_id?: string
      text?: string
      thread_ts?: string
      files?: Said['files']
    }
    if (!message.user || message.bot_id) return
    const said: Said = {
      id: body.event_id,
      user: message.user,
      channel: event.channel,
      direct: event.channel_type === 'im',
      ts: event.ts,
      thread: message.thread_ts ?? null,
      text: storable(message.text ?? ''),
      files: (message.files ?? []).map(({ id, mimetype }) => ({ id, mimetype: mimetype ?? '' })),
    }
    for (const listen of listeners) await listen(services, said, clock())
  })
}
