import type { App, BlockAction, RespondArguments } from '@slack/bolt'
import type { HeaderBlock } from '@slack/types'
import { type Message, modalView, operationOf } from '../blocks.ts'
import { carried, formCarries } from '../carried.ts'
import { type Delivery, type Handled, handle, operationNamed } from '../dispatch.ts'
import { fieldValues } from '../inputs.ts'
import type { Services } from '../operation.ts'
import type { ListenerOptions } from './options.ts'
import { acknowledging } from './patience.ts'
import { faultText, messageOf, textMessage } from './render.ts'

/**
 * Buttons. Where one stood decides where its answer goes: an ephemeral message is replaced, a message of the channel
 * stays and the answer comes beside it for the one who pressed, from App Home or a form it opens as a view.
 */
export function listenToButtons(app: App, { services, logger, clock }: ListenerOptions): void {
  app.action({ type: 'block_actions' }, async ({ action, body, ack, respond }) => {
    const operation = operationNamed(operationOf(action.action_id))
    if (!operation) return void (await ack())
    const inMessage = body.container?.type === 'message'
    const replaces = inMessage && body.container.is_ephemeral === true
    const inPlace = async (message: Message) =>
      void (await respond({ ...message, response_type: 'ephemeral', replace_original: replaces } as RespondArguments))
    const answer = (message: Message) => (inMessage ? inPlace(message) : showAsView(services, body, message))
    const delivery: Delivery = {
      id: `${body.trigger_id}:${action.action_id}`,
      user: body.user.id,
      channel: body.channel?.id ?? channelOf(body.view?.private_metadata),
      via: 'button',
      follow: inMessage ? inPlace : null,
      replaces,
      inForm: body.view?.type === 'modal',
    }
    const taken = acknowledging(ack, logger)
    try {
      const argument = 'value' in action && typeof action.value === 'string' ? action.value : ''
      const fields = fieldValues(body.view?.state?.values ?? {})
      const handled = await handle(services, delivery, { operation, argument }, fields, clock())
      // A form first: its trigger lives 3 s. Anything else can follow the acknowledgement.
      const opened = handled !== null && (await openView(services, body, handled, delivery.channel))
      await taken.now()
      if (handled && !opened) await answer(messageOf(handled))
    } catch (error) {
      await taken.now()
      await answer(textMessage(faultText(error, logger, operation.id)))
    } finally {
      taken.end()
    }
  })
}

/** The channel that a form was opened in; null from App Home. */
function channelOf(privateMetadata = ''): string | null {
  const form = carried(formCarries, privateMetadata)
  return form.ok ? form.value.channel : null
}

/** Opens or redraws the form that the answer is; false where it is none. */
async function openView(
  services: Services,
  body: BlockAction,
  { answer }: Handled,
  channel: string | null,
): Promise<boolean> {
  const { views } = services.slack.replies
  const modal = body.view?.type === 'modal' ? body.view : null
  if ('update' in answer && modal) {
    await views.update({ view_id: modal.id, hash: modal.hash, view: modalView(answer.update, channel) })
    return true
  }
  // A form that is not open any more is opened.
  const form = 'open' in answer ? answer.open : 'update' in answer ? answer.update : null
  if (!form) return false
  const opened = { trigger_id: body.trigger_id, view: modalView(form, channel) }
  await (modal ? views.push(opened) : views.open(opened))
  return true
}

async function showAsView(services: Services, body: BlockAction, { blocks }: Message): Promise<void> {
  const [first] = blocks
  const title = first?.type === 'header' ? (first as HeaderBlock).text.text : 'Backroom'
  const view = modalView({ title, close: '✕', blocks }, null)
  const { views } = services.slack.replies
  await (body.view?.type === 'modal'
    ? views.push({ trigger_id: body.trigger_id, view })
    : views.open({ trigger_id: body.trigger_id, view }))
}
