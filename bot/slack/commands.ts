import type { App, RespondArguments } from '@slack/bolt'
import { type Message, modalView } from '../blocks.ts'
import { commandNamed, type Delivery, handle, parseCommand } from '../dispatch.ts'
import type { ListenerOptions } from './options.ts'
import { waitWith } from './patience.ts'
import { faultText, messageOf, stillWorking, textMessage } from './render.ts'

const ephemeral = (message: Message): RespondArguments => ({ ...message, response_type: 'ephemeral' })

/** Slash commands: answered in their acknowledgement, or by a form. */
export function listenToCommands(app: App, { services, logger, clock }: ListenerOptions): void {
  const { prefix, slack } = services
  app.command(/^\//, async ({ command: sent, ack, respond }) => {
    const delivery: Delivery = {
      id: sent.trigger_id,
      user: sent.user_id,
      channel: sent.channel_id,
      via: sent.command,
      // Slack has no message of ours to replace here: whatever comes later is a further answer.
      follow: async (message) => void (await respond(ephemeral(message))),
      replaces: false,
    }
    const waiting = waitWith(() => ack(ephemeral(stillWorking())), logger)
    const answer = (message?: Message) => {
      if (!waiting.spent) return message ? ack(ephemeral(message)) : ack()
      return message && respond(ephemeral(message))
    }
    try {
      const command = commandNamed(sent.command.slice(1 + prefix.length))
      if (!command) throw new Error(`no command ${sent.command}`)
      const handled = await handle(services, delivery, parseCommand(command, sent.text ?? ''), {}, clock())
      if (!handled) return void (await answer())
      if ('open' in handled.answer) {
        const view = modalView(handled.answer.open, sent.channel_id)
        await slack.replies.views.open({ trigger_id: sent.trigger_id, view })
        return void (await answer())
      }
      await answer(messageOf(handled))
    } catch (error) {
      await answer(textMessage(faultText(error, logger, sent.command)))
    } finally {
      waiting.end()
    }
  })
}
