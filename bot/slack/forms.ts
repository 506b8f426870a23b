import type { App } from '@slack/bolt'
import { type Message, modalView } from '../blocks.ts'
import { carried, formCarries } from '../carried.ts'
import { type Delivery, type Handled, handle, operationNamed } from '../dispatch.ts'
import { fieldValues } from '../inputs.ts'
import type { Services } from '../operation.ts'
import { refusalCode } from './errors.ts'
import type { ListenerOptions } from './options.ts'
import { waitWith } from './patience.ts'
import { faultText, messageOf, refusalInField, stillWorking, textMessage } from './render.ts'

/**
 * Submitted forms. What is wrong is said at a field and the input stays; what was done is committed before the form
 * closes, and then told to the one who submitted it.
 */
export function listenToForms(app: App, { services, logger, clock }: ListenerOptions): void {
  app.view({ type: 'view_submission', callback_id: /./ }, async ({ body, view, ack }) => {
    const form = carried(formCarries, view.private_metadata)
    const channel = form.ok ? form.value.channel : null
    const delivery: Delivery = {
      id: (body as { trigger_id?: string }).trigger_id ?? `${view.id}:${view.hash}`,
      user: body.user.id,
      channel,
      via: 'form',
      follow: null,
      replaces: false,
    }
    const field = view.blocks.find(({ type }) => type === 'input')?.block_id
    const showInstead = ({ blocks }: Message) =>
      ack({ response_action: 'update', view: modalView({ title: view.title.text, close: '✕', blocks }, channel) })
    const waiting = waitWith(() => showInstead(stillWorking()), logger)
    const follow = (message: Message) => tell(services, body.user.id, channel, message)
    /** Keeps the form open with what went wrong. */
    const problem = (text: string) => {
      if (waiting.spent) return follow(textMessage(text))
      return field ? ack({ response_action: 'errors', errors: { [field]: text } }) : showInstead(textMessage(text))
    }
    let handled: Handled | null
    try {
      const operation = operationNamed(view.callback_id)
      if (!operation) throw new Error(`no operation ${view.callback_id}`)
      const meant = form.ok ? { operation, argument: form.value.argument } : form
      handled = await handle(services, delivery, meant, fieldValues(view.state.values), clock())
    } catch (error) {
      return void (await problem(faultText(error, logger, view.callback_id)))
    } finally {
      waiting.end()
    }
    if (!handled) return void (waiting.spent || (await ack()))
    const { answer, reader } = handled
    // The form has given way to "still working": what came of it is told beside it.
    if (waiting.spent) return follow(messageOf(handled))
    if ('problems' in answer) return void (await ack({ response_action: 'errors', errors: answer.problems }))
    if ('code' in answer) return void (await problem(refusalInField(answer, reader)))
    if ('open' in answer) return void (await ack({ response_action: 'push', view: modalView(answer.open, channel) }))
    if ('update' in answer)
      return void (await ack({ response_action: 'update', view: modalView(answer.update, channel) }))
    await ack({ response_action: 'clear' })
    await follow(messageOf(handled))
  })
}

/** Tells one person: where they asked if they can be reached there, else in their direct messages. */
async function tell({ slack }: Services, user: string, channel: string | null, message: Message): Promise<void> {
  const { chat } = slack.replies
  if (channel) {
    const sent = await chat.postEphemeral({ channel, user, ...message }).catch((error: unknown) => {
      // A channel that the bot is not in: Slack says so, and the person still has to be told.
      if (refusalCode(error)) return null
      throw error
    })
    if (sent) return
  }
  await chat.postMessage({ channel: user, ...message })
}
