import type { ReturnDetails } from '../../shop/returns/find.ts'
import type { ToReturn } from '../../shop/returns/form.ts'
import { escapeText, type Modal, section } from '../blocks.ts'
import { numberInput, selectInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { plainNameOf } from './goods.ts'

/** Of an order, a form has room for no more lines. */
const MOST_LINES = 40

const title = (number: string) => `*${escapeText(number)}*`

/** Asks for goods to come back, for their customer. */
export const newReturnModal = ({ order, lines }: ToReturn, reader: Reader): Modal => ({
  title: reader.say('return.new_title'),
  submit: reader.say('return.ask'),
  close: reader.say('button.cancel'),
  operation: 'order.return_new',
  argument: order,
  blocks: [
    section(`${title(order)}\n${reader.say('return.new_hint')}`),
    ...lines.slice(0, MOST_LINES).map((line) =>
      numberInput(`line_${line.line}`, {
        label: `${plainNameOf(line, reader)} ${line.sku}`,
        hint: reader.say('return.left', { line: line.line, left: line.left }),
        optional: true,
      }),
    ),
    textInput('wanted', {
      label: reader.say('return.instead_of'),
      hint: reader.say('return.instead_hint'),
      optional: true,
    }),
    textInput('reason', { label: reader.say('field.reason'), long: true }),
  ],
})

/** Agrees to a return, with what its customer is told. */
export const approveReturnModal = (
  { asked }: ReturnDetails,
  { days, instructions }: { days: number; instructions: string },
  reader: Reader,
): Modal => ({
  title: reader.say(`return.kind.${asked.kind}`),
  submit: reader.say('return.approve').replace('…', ''),
  close: reader.say('button.cancel'),
  operation: 'order.return_approve_save',
  argument: asked.number,
  blocks: [
    section(
      [
        title(asked.number),
        reader.say('return.approve_hint', { days }),
        ...(asked.kind === 'exchange' ? [reader.say('return.approve_exchange')] : []),
      ].join('\n'),
    ),
    textInput('instructions', { label: reader.say('return.instructions'), value: instructions, long: true }),
  ],
})

/** Says no to a return, or ends it, with a reason. */
export const endReturnModal = (what: 'refuse' | 'cancel', { asked }: ReturnDetails, reader: Reader): Modal => ({
  title: reader.say(`return.kind.${asked.kind}`),
  submit: reader.say(`return.${what}`).replace('…', ''),
  close: reader.say('button.cancel'),
  operation: `order.return_${what}_save`,
  argument: asked.number,
  blocks: [
    section(title(asked.number)),
    textInput('reason', { label: reader.say('field.reason'), hint: reader.say('return.reason_hint'), long: true }),
  ],
})

/** Says what is good of the goods that came back. */
export const inspectModal = ({ asked }: ReturnDetails, reader: Reader): Modal => ({
  title: reader.say('return.inspect_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'order.return_inspect_save',
  argument: asked.number,
  blocks: [
    section(`${title(asked.number)}\n${reader.say('return.inspect_hint')}`),
    ...asked.lines.slice(0, MOST_LINES).flatMap((line) => [
      numberInput(`line_${line.line}`, {
        label: `${plainNameOf(line, reader)} ${line.sku}`,
        hint: reader.say('return.accepted_of', { quantity: line.quantity }),
        value: line.quantity,
      }),
      selectInput(`fate_${line.line}`, {
        label: reader.say('return.fate'),
        choices: (['restock', 'write_off'] as const).map((fate) => ({
          label: reader.say(`return.fate.${fate}`),
          value: fate,
        })),
        value: 'restock',
      }),
    ]),
    textInput('reason', {
      label: reader.say('return.refused_why'),
      hint: reader.say('return.reason_hint'),
      optional: true,
      long: true,
    }),
  ],
})
