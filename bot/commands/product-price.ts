import { may } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import { approvePrice, type PriceStep, rejectPrice, withdrawPrice } from '../../shop/products/decide-price.ts'
import { priceDetails } from '../../shop/products/price-details.ts'
import type { PriceChange } from '../../shop/products/prices.ts'
import { demandEditable } from '../../shop/products/product.ts'
import { type PriceSet, setPrice } from '../../shop/products/set-price.ts'
import { waitingPrices } from '../../shop/products/waiting-prices.ts'
import { type Result, refuse } from '../../shop/result.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import { priceMessage, priceModal, rejectPriceModal, waitingPriceList } from '../views/product-price.ts'
import { card } from './product-card.ts'

const set = ({ services, member, via, now }: Call, sku: string, price: string, reason: string) =>
  setPrice(services.db, services.jobs, { sku, price, reason: reason || null, member, via }, now)

/** The card, with a word where that was its price already. */
const afterPrice = async (call: Call, { sku, changed, waits }: PriceSet): Promise<Answer> =>
  unchanged(await card(call, sku), !changed && waits === null, call.reader)

/** `SKU` opens the form, `SKU 12.50 [reason]` sets it at once; where it needs a reason the form asks for it. */
export const price: Operation = {
  id: 'product.price',
  permission: 'product.edit',
  needs: true,
  usage: 'usage.product.price',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const [sku, rest] = firstWord(argument)
    const [written, reason] = firstWord(rest)
    const form = async (): Promise<Answer> => {
      const found = await demandEditable(services.db, member, sku)
      const percent = settings['product.price_change_percent']
      return found.ok ? { open: priceModal(found.value, { price: written, reason, percent }, reader) } : found
    }
    if (!written) return form()
    const done = await set(call, sku, written, reason)
    if (!done.ok) return done.code === 'price.reason_needed' ? form() : done
    return afterPrice(call, done.value)
  },
}

const priceSave: Operation = {
  id: 'product.price_save',
  permission: 'product.edit',
  async run(call) {
    const { argument: sku, fields, reader } = call
    const done = await set(call, sku, fields.price ?? '', fields.reason ?? '')
    if (done.ok) return afterPrice(call, done.value)
    const field = done.code === 'price.reason_needed' ? 'reason' : 'price'
    return { problems: { [field]: refusalInField(done, reader) } }
  },
}

/** What became of a price, as its prompt shows it. */
async function settled(done: Result<PriceChange>, call: Call): Promise<Answer> {
  if (!done.ok) return done
  const { services, settings, member, reader, now } = call
  const details = await priceDetails(services.db, settings, `P${done.value.id}`, now)
  return details
    ? { show: priceMessage(details, may(member, 'product.edit'), reader) }
    : refuse('approval.unknown', { subject: call.argument })
}

type Step = typeof approvePrice

const decide = async (call: Call, step: Step, subject: string, reason: string): Promise<Answer> => {
  const { services, member, via, now } = call
  const asked: PriceStep = { subject, member, reason: reason || null, via }
  return settled(await step(services.db, services.jobs, asked, now), call)
}

/** `P12 [reason]`: decides at once. */
const at = (name: 'approve' | 'reject' | 'withdraw', permission: Permission, step: Step): Operation => ({
  id: `product.${name}`,
  permission,
  needs: true,
  usage: `usage.product.${name}`,
  run: (call) => decide(call, step, ...firstWord(call.argument)),
})

export const approve = at('approve', 'price.approve', approvePrice)
export const withdraw = at('withdraw', 'product.edit', withdrawPrice)
const rejectAtOnce = at('reject', 'price.approve', rejectPrice)

/** Without a reason a form asks for it. */
export const reject: Operation = {
  ...rejectAtOnce,
  async run(call) {
    const [subject, reason] = firstWord(call.argument)
    const details = await priceDetails(call.services.db, call.settings, subject, call.now)
    // What is settled is refused with how.
    if (reason || details?.change.state !== 'waiting') return rejectAtOnce.run(call)
    return { open: rejectPriceModal(details, call.reader) }
  },
}

const rejectSave: Operation = {
  id: 'product.reject_save',
  permission: 'price.approve',
  run: (call) => decide(call, rejectPrice, call.argument, call.fields.reason ?? ''),
}

/** What waits for a decision. */
export const waiting: Operation = {
  id: 'product.waiting',
  permission: 'price.approve',
  orPermission: 'product.edit',
  reads: true,
  usage: 'usage.product.waiting',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await waitingPrices(services.db, member, { size: 10, cursor })
    return page.ok ? { show: waitingPriceList(page.value, reader) } : page
  },
}

export const priceOperations = [waiting, price, priceSave, approve, reject, rejectSave, withdraw]
