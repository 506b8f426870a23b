import type { App, MessageShortcut, RespondArguments } from '@slack/bolt'
import { type Message, modalView } from '../blocks.ts'
import { type Delivery, handle, operationNamed } from '../dispatch.ts'
import type { ListenerOptions } from './options.ts'
import { acknowledging } from './patience.ts'
import { faultText, messageOf, textMessage } from './render.ts'

/** Every text of a message: its own, and those of its blocks and attachments, a line each. */
function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? (name === 'text' || name === 'fallback' ? [value] : []) : textsOf(value),
  )
}

/** Shortcuts of a message's menu: answered by a form, or beside the message for the one who picked it. */
export function listenToShortcuts(app: App, { services, logger, clock }: ListenerOptions): void {
  app.shortcut({ type: 'message_action' }, async ({ shortcut, ack, respond }) => {
    const { callback_id, trigger_id, user, channel, message } = shortcut as MessageShortcut
    const operation = operationNamed(callback_id)
    if (!operation) return void (await ack())
    const answer = async (shown: Message) =>
      void (await respond({ ...shown, response_type: 'ephemeral', replace_original: false } as RespondArguments))
    const delivery: Delivery = {
      id: trigger_id,
      user: user.id,
      channel: channel.id,
      via: 'shortcut',
      follow: answer,
      replaces: false,
    }
    const taken = acknowledging(ack, logger)
    try {
      const handled = await handle(
        services,
        delivery,
        { operation, argument: textsOf(message).join('\n') },
        {},
        clock(),
      )
      const open = handled && 'open' in handled.answer ? handled.answer.open : null
      if (open) await services.slack.replies.views.open({ trigger_id, view: modalView(open, channel.id) })
      await taken.now()
      if (handled && !open) await answer(messageOf(handled))
    } catch (error) {
      await taken.now()
      await answer(textMessage(faultText(error, logger, operation.id)))
    } finally {
      taken.end()
    }
  })
}
