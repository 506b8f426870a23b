import type { OrderException } from '../../shop/exceptions/exception.ts'
import type { Page } from '../../shop/pages.ts'
import {
  buttons,
  context,
  escapeText,
  header,
  type Message,
  type Modal,
  quote,
  section,
  sectionWith,
} from '../blocks.ts'
import { dateInput, selectInput, textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { exceptionTitle, kinds } from './exceptions.ts'

const form = (operation: string, argument: string, reader: Reader) => ({
  ...{ submit: reader.say('button.save'), close: reader.say('button.cancel'), operation, argument },
})

/** Tells of something that is wrong with an order. */
export const reportModal = (number: string, reader: Reader): Modal => ({
  ...form('order.problem_save', number, reader),
  title: reader.say('exception.report_title'),
  blocks: [
    section(`*${reader.say('order.title', { number: escapeText(number) })}*`),
    selectInput('kind', {
      label: reader.say('exception.kind'),
      choices: kinds.map((kind) => ({ label: reader.say(`exception.kind.${kind}`), value: kind })),
      value: 'address_problem',
    }),
    textInput('note', { label: reader.say('exception.note'), long: true }),
  ],
})

/** Has a customer asked something. */
export const questionModal = (number: string, reader: Reader): Modal => ({
  ...form('order.ask_customer_save', number, reader),
  title: reader.say('exception.ask_title'),
  blocks: [
    section(`*${reader.say('order.title', { number: escapeText(number) })}*`),
    textInput('question', {
      label: reader.say('exception.question'),
      hint: reader.say('exception.question_hint'),
      long: true,
    }),
  ],
})

/** Says how an exception was seen to. */
export const resolveModal = (exception: OrderException, reader: Reader): Modal => ({
  ...form('order.exception_resolve_save', exception.ref, reader),
  title: reader.say('exception.resolve_title'),
  blocks: [
    section(exceptionTitle(exception, reader)),
    textInput('note', { label: reader.say('exception.resolve_note'), optional: true, long: true }),
  ],
})

/** Asks why goods are late, and when they leave. */
export const lateModal = (exception: OrderException, reader: Reader): Modal => ({
  ...form('order.late_save', exception.ref, reader),
  title: reader.say('late.answer_title'),
  blocks: [
    section(exceptionTitle(exception, reader)),
    textInput('reason', {
      ...{ label: reader.say('field.reason'), hint: reader.say('late.reason_hint'), long: true },
      value: exception.reason ?? '',
    }),
    dateInput('day', { label: reader.say('late.day'), value: exception.promised_on }),
  ],
})

/** Late goods, for those who send them: the question, and then what was answered. */
export function lateMessage(exception: OrderException, reader: Reader): Message {
  const { ref, order_number, closed_at, reason, promised_on, answered_by, answer_by } = exception
  const number = escapeText(order_number)
  const answered = reason && promised_on && reader.day(Temporal.PlainDate.from(promised_on))
  const text = closed_at ? reader.say('late.over', { number }) : reader.say('late.question', { number })
  const open = { label: reader.say('return.open_order'), operation: 'order.show', argument: order_number }
  const answer = {
    label: reader.say(answered ? 'late.change' : 'late.answer'),
    operation: 'order.late',
    argument: ref,
    ...(!answered && { style: 'primary' as const }),
  }
  const said = answered ? [reader.say('exception.promised', { day: answered, reason: quote(reason) })] : []
  const by = answered_by
    ? `<@${answered_by}>`
    : answer_by
      ? reader.say('late.until', { at: reader.when(answer_by) })
      : ''
  return {
    text,
    blocks: [
      section([`⏰ ${text}`, ...said].join('\n')),
      ...(by && !closed_at ? [context(by)] : []),
      buttons(...(closed_at ? [] : [answer]), open),
    ],
  }
}

/** A page of late orders that wait for what somebody can tell of them. */
export function lateList(page: Page<OrderException>, reader: Reader): Message {
  const title = reader.say('late.title')
  const rows = page.rows.map((one) =>
    sectionWith(exceptionTitle(one, reader), {
      label: reader.say('late.answer'),
      operation: 'order.late',
      argument: one.ref,
    }),
  )
  const body = rows.length > 0 ? rows : [section(reader.say('late.none'))]
  return { text: title, blocks: [header(title), ...body, ...pageButtons(page, 'order.late', '', reader)] }
}
