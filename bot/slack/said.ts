import type { App } from '@slack/bolt'
import { listeners, type Said } from '../said.ts'
import type { ListenerOptions } from './options.ts'

/** What a person says comes without a subtype, or with one of these; others tell of edits, deletions, joinings. */
const spoken = ['file_share', 'thread_broadcast', 'me_message']

/** Hands what people say in the bot's channels to all who listen. */
export function listenToWhatIsSaid(app: App, { services, clock }: ListenerOptions): void {
  app.event('message', async ({ event, body }) => {
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
      text: message.text ?? '',
      files: (message.files ?? []).map(({ id, mimetype }) => ({ id, mimetype: mimetype ?? '' })),
    }
    for (const listen of listeners) await listen(services, said, clock())
  })
}
