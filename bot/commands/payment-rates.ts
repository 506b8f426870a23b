import { may } from '../../shop/access/member.ts'
import { listRates } from '../../shop/rates/list.ts'
import { currencyNamed, type RateSet, setRate } from '../../shop/rates/set.ts'
import type { Result } from '../../shop/result.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import { rateList, rateModal } from '../views/rates.ts'

const PAGE = 20

async function listed({ services, settings, member, reader, now }: Call, only: string | null, cursor: string | null) {
  const found = await listRates(services.db, settings, only, { size: PAGE, cursor }, now)
  return { show: rateList(found, only, settings, may(member, 'payment.configure'), reader) }
}

/** `[CURRENCY]` */
export const rates: Operation = {
  id: 'payments.rates',
  permission: 'payment.configure',
  orPermission: 'settings.view',
  reads: true,
  usage: 'usage.payments.rates',
  async run(call) {
    const { text, cursor } = paged(call.argument)
    if (!text) return listed(call, null, cursor)
    const currency = currencyNamed(text)
    return currency.ok ? listed(call, currency.value, cursor) : currency
  },
}

/** The rate as it is now, with where it comes from. */
const changed = async (call: Call, done: Result<RateSet>): Promise<Answer> =>
  done.ok ? unchanged(await listed(call, done.value.currency, null), !done.value.changed, call.reader) : done

/** `[CURRENCY]` opens the form, `CURRENCY RATE|auto [-- reason]` sets it at once. */
export const rate: Operation = {
  id: 'payments.rate',
  permission: 'payment.configure',
  usage: 'usage.payments.rate',
  async run(call) {
    const { services, settings, member, argument, reader, via, now } = call
    const [, currency = '', text = '', reason = null] =
      /^(\S*)\s*([\s\S]*?)(?:\s+--\s+([\s\S]+))?$/.exec(argument.trim()) ?? []
    if (!text) return { open: rateModal(currency, settings, reader) }
    return changed(call, await setRate(services.db, { currency, rate: text, reason, member, via }, now))
  },
}

const rateSave: Operation = {
  id: 'payments.rate_save',
  permission: 'payment.configure',
  async run(call) {
    const { services, member, fields, reader, via, now } = call
    const { currency = '', rate: text = '', reason = null } = fields
    const done = await setRate(services.db, { currency, rate: text, reason, member, via }, now)
    if (done.ok || done.code === 'access.denied') return changed(call, done)
    const field = done.code === 'rate.not_a_rate' || done.code === 'rate.not_fixed' ? 'rate' : 'currency'
    return { problems: { [field]: refusalInField(done, reader) } }
  },
}

export const rateOperations = [rates, rate, rateSave]
