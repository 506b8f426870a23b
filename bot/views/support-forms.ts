import { type Canned, variables } from '../../shop/support/canned.ts'
import { type Conversation, levels, severities } from '../../shop/support/conversation.ts'
import { snoozes } from '../../shop/support/settle.ts'
import { type Blocks, context, type Modal, section } from '../blocks.ts'
import { channelInput, dateInput, personInput, selectInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { conversationState, conversationTitle } from './conversation.ts'

/** A form about one conversation, which says which. */
function about(
  conversation: Conversation,
  title: string,
  operation: string,
  inputs: Blocks,
  reader: Reader,
  more: Partial<Modal> = {},
): Modal {
  const which = `${conversationTitle(conversation, reader)}\n${conversationState(conversation, reader)}`
  return {
    ...{ title, submit: reader.say('button.save'), close: reader.say('button.cancel') },
    ...{ operation, argument: String(conversation.id), blocks: [section(which), ...inputs], ...more },
  }
}

/** A text about a conversation. */
export const textModal = (
  conversation: Conversation,
  form: { title: string; operation: string; label: string },
  reader: Reader,
): Modal => {
  const { title, operation, label } = form
  return about(conversation, title, operation, [textInput('text', { label, long: true })], reader)
}

/** Gives it to somebody. */
export const assignModal = (conversation: Conversation, reader: Reader): Modal =>
  about(
    ...([conversation, reader.say('support.assign_title'), 'support.assign_save'] as const),
    [
      personInput('person', { label: reader.say('support.person') }),
      textInput('reason', { label: reader.say('field.reason'), long: true, optional: true }),
    ],
    reader,
  )

/** Puts it off. */
export const snoozeModal = (conversation: Conversation, reader: Reader): Modal =>
  about(
    ...([conversation, reader.say('support.snooze_title'), 'support.snooze_save'] as const),
    [
      selectInput('hours', {
        label: reader.say('support.for_hours'),
        choices: snoozes.map((count) => ({ label: reader.say('support.hours', { count }), value: String(count) })),
        value: '24',
      }),
    ],
    reader,
  )

/** Makes it a complaint, or changes it. `day`: suggested as the deadline. */
export const complaintModal = (conversation: Conversation, day: string, reader: Reader): Modal =>
  about(
    ...([conversation, reader.say('support.complaint_title'), 'support.complaint_save'] as const),
    [
      selectInput('severity', {
        label: reader.say('support.severity_field'),
        choices: severities.map((one) => ({ label: reader.say(`support.severity.${one}`), value: one })),
        value: conversation.severity ?? 'normal',
      }),
      dateInput('day', { label: reader.say('support.deadline_field'), value: day }),
      textInput('reason', { label: reader.say('field.reason'), long: true, optional: true }),
    ],
    reader,
  )

/** Chooses an answer that is ready. */
export const chooseCannedModal = (conversation: Conversation, ready: readonly Canned[], reader: Reader): Modal =>
  about(
    ...([conversation, reader.say('support.canned_title'), 'support.canned_fill'] as const),
    [
      selectInput('canned', {
        label: reader.say('support.canned_choose'),
        choices: ready.map(({ name }) => ({ label: name, value: name })),
      }),
    ],
    reader,
    { submit: reader.say('support.canned_next') },
  )

/** Sends it, as it stands filled in. */
export const sendModal = (
  conversation: Conversation,
  who: string,
  canned: string,
  text: string,
  reader: Reader,
): Modal =>
  about(
    ...([conversation, reader.say('support.canned_title'), 'support.canned_send'] as const),
    [
      context(reader.say('support.canned_sends', { who })),
      textInput('text', { label: reader.say('support.text_field'), long: true, value: text }),
    ],
    reader,
    { submit: reader.say('support.canned_send'), argument: JSON.stringify([String(conversation.id), canned]) },
  )

/** Makes an answer ready, or changes one. */
export const cannedModal = (canned: Canned | null, reader: Reader): Modal => ({
  title: reader.say('support.canned_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'support.canned_save',
  argument: canned?.name ?? '',
  blocks: [
    ...(canned ? [section(`*${canned.name}*`)] : [textInput('name', { label: reader.say('support.canned_name') })]),
    textInput('text', {
      label: reader.say('support.canned_text'),
      hint: reader.say('support.canned_hint', { all: variables.map((name) => `{${name}}`).join(' ') }),
      long: true,
      ...(canned && { value: canned.text }),
    }),
  ],
})

/** Adds a route. */
export function routeModal(reader: Reader): Modal {
  const optional = (name: 'topic' | 'language' | 'tier' | 'merchant') =>
    textInput(name, { label: reader.say(`support.route_${name}`), optional: true })
  return {
    title: reader.say('support.routes_title'),
    submit: reader.say('button.save'),
    close: reader.say('button.cancel'),
    operation: 'support.route_save',
    blocks: [
      ...[optional('topic'), optional('language'), optional('tier'), optional('merchant')],
      channelInput('channel', { label: reader.say('support.route_channel'), optional: true }),
      selectInput('level', {
        label: reader.say('support.route_level'),
        choices: levels.map((one) => ({ label: reader.say(`support.level.${one}`), value: one })),
        value: 'first',
      }),
    ],
  }
}
