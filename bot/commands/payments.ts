import { may } from '../../shop/access/member.ts'
import { pageByPosition } from '../../shop/pages.ts'
import { type Configured, changeRules, mayNotConfigure, type Problems, turnMethod } from '../../shop/payments/change.ts'
import { formNames } from '../../shop/payments/field.ts'
import { paymentHistory } from '../../shop/payments/history.ts'
import { checkPayments } from '../../shop/payments/look-up.ts'
import { methodMeant, readMethods } from '../../shop/payments/methods.ts'
import { addMethod, renameMethod } from '../../shop/payments/own.ts'
import { readSourceState } from '../../shop/rates/alert.ts'
import type { Result } from '../../shop/result.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import { paymentCheckList } from '../views/payment-check.ts'
import { addModal, namesModal, rulesModal } from '../views/payment-form.ts'
import { paymentHistoryList } from '../views/payment-history.ts'
import { methodCard, methodList } from '../views/payments.ts'
import { troubleLines } from '../views/rates.ts'
import { changeOperations, changeShown, withWaiting } from './change.ts'
import { rate, rateOperations, rates } from './payment-rates.ts'

const PAGE = 10

/** For who configures payments, and for who may look at settings. */
const looking = { permission: 'payment.configure', orPermission: 'settings.view', reads: true } as const

/** `TEXT -- reason`. */
function withReason(argument: string): { text: string; reason: string | null } {
  const [, text = '', reason = null] = /^([\s\S]*?)(?:\s+--\s+([\s\S]+))?$/.exec(argument.trim()) ?? []
  return { text, reason }
}

const list: Operation = {
  id: 'payments.list',
  ...looking,
  usage: 'usage.payments.list',
  async run({ services, settings, member, argument, reader }) {
    const { cursor } = paged(argument)
    const [methods, source] = await Promise.all([
      readMethods(services.db),
      settings['rate.source'] === 'none' ? null : readSourceState(services.db),
    ])
    const page = await pageByPosition({ size: PAGE, cursor }, async (limit, at) => methods.slice(at, at + limit))
    const warnings = troubleLines(source, reader)
    return { show: methodList(page, methods, warnings, may(member, 'payment.configure'), reader) }
  },
}

/** The card of a method as it is now. */
async function card(call: Call, text: string): Promise<Answer> {
  const { services, member, reader } = call
  const methods = await readMethods(services.db)
  const found = methodMeant(methods, text)
  if (!found.ok) return found
  const shown = methodCard(found.value, methods, mayNotConfigure(member, found.value) === null, reader)
  return withWaiting(call, 'payment', found.value.code, shown)
}

const show: Operation = {
  id: 'payments.show',
  ...looking,
  usage: 'usage.payments.show',
  run: (call) => (call.argument ? card(call, call.argument) : list.run(call)),
}

/** The card after a change, what the change waits under, or the fields that cannot be taken. */
async function changed(call: Call, done: Result<Configured> | Problems): Promise<Answer> {
  if (done.ok) {
    const { code, changed, waits } = done.value
    return waits ? changeShown(call, waits) : unchanged(await card(call, code), !changed, call.reader)
  }
  if (!('problems' in done)) return done
  const told = Object.entries(done.problems).map(([name, problem]) => [name, refusalInField(problem, call.reader)])
  return { problems: Object.fromEntries(told) }
}

const turn = (id: string, usage: Operation['usage'], on: boolean): Operation => ({
  id,
  permission: 'payment.configure',
  needs: true,
  usage,
  async run(call) {
    const { services, member, via, now } = call
    const { text: method, reason } = withReason(call.argument)
    return changed(call, await turnMethod(services.db, services.jobs, { method, on, reason, member, via }, now))
  },
})

const on = turn('payments.on', 'usage.payments.on', true)
const off = turn('payments.off', 'usage.payments.off', false)

/** `METHOD [limits|terms|name]` opens that form. */
const edit: Operation = {
  id: 'payments.edit',
  permission: 'payment.configure',
  needs: true,
  usage: 'usage.payments.edit',
  async run({ services, member, argument, reader }) {
    const [, text = argument, word = 'limits'] = /^([\s\S]*?)\s+(limits|terms|name)$/i.exec(argument.trim()) ?? []
    const methods = await readMethods(services.db)
    const found = methodMeant(methods, text)
    if (!found.ok) return found
    const refused = mayNotConfigure(member, found.value)
    if (refused) return refused
    const form = formNames.find((name) => name === word.toLowerCase())
    if (form) return { open: rulesModal(found.value, methods, form, reader) }
    return { open: namesModal(found.value, reader) }
  },
}

const editSave: Operation = {
  id: 'payments.edit_save',
  permission: 'payment.configure',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const [code = '', word = '', version = '', accepted = ''] = argument.split(' ')
    const form = formNames.find((name) => name === word) ?? 'limits'
    const asked = { method: code, form, version, accepted, fields, reason: fields.reason ?? null, member, via }
    const done = await changeRules(services.db, services.jobs, asked, now)
    if (!('warnings' in done)) return changed(call, done)
    const methods = await readMethods(services.db)
    const found = methodMeant(methods, code)
    return found.ok
      ? { update: rulesModal(found.value, methods, form, call.reader, { ...done, texts: fields }) }
      : found
  },
}

/** What a form about a method of one's own says. */
const ownAsked = ({ fields, member, via }: Call, code: string) => ({
  code,
  name: fields.name ?? '',
  nameZh: fields.nameZh ?? '',
  reason: fields.reason ?? null,
  member,
  via,
})

const nameSave: Operation = {
  id: 'payments.name_save',
  permission: 'payment.configure',
  run: async (call) => changed(call, await renameMethod(call.services.db, ownAsked(call, call.argument), call.now)),
}

const add: Operation = {
  id: 'payments.add',
  permission: 'payment.configure',
  usage: 'usage.payments.add',
  run: async ({ argument, reader }) => ({ open: addModal(argument, reader) }),
}

const addSave: Operation = {
  id: 'payments.add_save',
  permission: 'payment.configure',
  run: async (call) =>
    changed(call, await addMethod(call.services.db, ownAsked(call, call.fields.code ?? ''), call.now)),
}

const check: Operation = {
  id: 'payments.check',
  ...looking,
  needs: true,
  usage: 'usage.payments.check',
  async run({ services, settings, argument, reader, now }) {
    const { text, cursor } = paged(argument)
    const checked = await checkPayments(services.db, settings, text, now)
    if (!checked.ok) return checked
    // What applies comes first.
    const verdicts = checked.value.verdicts.toSorted(
      (a, b) => Number(a.reasons.length > 0) - Number(b.reasons.length > 0),
    )
    const page = await pageByPosition({ size: PAGE, cursor }, async (limit, at) => verdicts.slice(at, at + limit))
    return { show: paymentCheckList(checked.value, page, text, reader) }
  },
}

const history: Operation = {
  id: 'payments.history',
  ...looking,
  usage: 'usage.payments.history',
  async run({ services, argument, reader }) {
    const { text, cursor } = paged(argument)
    const page = await paymentHistory(services.db, text, { size: PAGE, cursor })
    return page.ok ? { show: paymentHistoryList(text, page.value, await readMethods(services.db), reader) } : page
  },
}

const changes = changeOperations('payments', 'payment', 'payment.configure')

export const payments: Command = {
  name: 'payments',
  words: { list, check, on, off, edit, add, rates, rate, ...changes.words, history, '': list },
  otherwise: show,
}
export const paymentsOperations = [
  ...[list, show, check, on, off, edit, editSave, nameSave, add, addSave, history],
  ...rateOperations,
  ...changes.all,
]
