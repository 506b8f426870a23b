import { changeStatus, type PromotionStep } from '../../shop/promotions/change-status.ts'
import { listPromotions, promotionCard, promotionHistory } from '../../shop/promotions/list.ts'
import { simulate as price, type SimulationTexts, splitSimulation } from '../../shop/promotions/simulate.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import { promotionHistoryMessage, promotionList, promotionMessage } from '../views/promo.ts'
import { simulationModal } from '../views/promo-form.ts'
import { simulationMessage } from '../views/promo-simulation.ts'
import { couponOperations, coupons, find } from './promo-coupons.ts'
import { edit, formOperations, make } from './promo-form.ts'

const PAGE = 10

const list: Operation = {
  id: 'promo.list',
  permission: 'promotion.manage',
  reads: true,
  usage: 'usage.promo.list',
  async run({ services, settings, member, argument, reader, now }) {
    const { cursor } = paged(argument)
    const page = await listPromotions(services.db, settings, member, { size: PAGE, cursor }, now)
    return page.ok ? { show: promotionList(page.value, reader) } : page
  },
}

async function card({ services, settings, member, reader, now }: Call, code: string): Promise<Answer> {
  const found = await promotionCard(services.db, settings, member, code, now)
  return found.ok ? { show: promotionMessage(found.value, reader) } : found
}

const show: Operation = {
  id: 'promo.show',
  permission: 'promotion.manage',
  reads: true,
  usage: 'usage.promo.show',
  needs: true,
  run: (call) => card(call, call.argument),
}

/** `CODE [-- reason]`: does something with a promotion at once. */
const step = (name: PromotionStep): Operation => ({
  id: `promo.${name}`,
  permission: 'promotion.manage',
  needs: true,
  usage: 'usage.promo.pause',
  async run(call) {
    const { services, member, argument, via, now } = call
    const [, code = '', reason = null] = /^([\s\S]*?)(?:\s+--\s+([\s\S]+))?$/.exec(argument) ?? []
    const done = await changeStatus(services.db, { code, step: name, reason, member, via }, now)
    if (!done.ok) return done
    return unchanged(await card(call, done.value.code), !done.value.changed, call.reader)
  },
})
const [pause, resume, end] = [step('pause'), step('resume'), step('end')]

/** With a basket it is priced at once, without one a form asks for it. */
const simulate: Operation = {
  id: 'promo.simulate',
  permission: 'promotion.manage',
  usage: 'usage.promo.simulate',
  async run(call) {
    const texts = splitSimulation(call.argument)
    return texts.items ? priced(call, texts) : { open: simulationModal(texts, call.reader) }
  },
}

async function priced({ services, settings, member, reader, now }: Call, texts: SimulationTexts): Promise<Answer> {
  const quoted = await price(services.db, settings, member, texts, now)
  return quoted.ok ? { show: simulationMessage(quoted.value, reader) } : quoted
}

const simulateForm: Operation = {
  id: 'promo.simulate_form',
  permission: 'promotion.manage',
  async run(call) {
    const { items = '', coupon = '', customer = '', region = '', at = '' } = call.fields
    const answer = await priced(call, { items, coupon, customer, region, at })
    const field = 'code' in answer ? answer.values.field : undefined
    return 'code' in answer && typeof field === 'string'
      ? { problems: { [field]: refusalInField(answer, call.reader) } }
      : answer
  },
}

const history: Operation = {
  id: 'promo.history',
  permission: 'promotion.manage',
  reads: true,
  usage: 'usage.promo.history',
  async run({ services, member, argument, reader }) {
    const { text: code, cursor } = paged(argument)
    const page = await promotionHistory(services.db, member, code, { size: 15, cursor })
    return page.ok ? { show: promotionHistoryMessage(code, page.value, reader) } : page
  },
}

export const promo: Command = {
  name: 'promo',
  words: { list, new: make, edit, pause, resume, end, simulate, coupons, find, history, '': list },
  otherwise: show,
}
export const promoOperations = [
  ...[list, show, pause, resume, end, simulate, simulateForm, history],
  ...formOperations,
  ...couponOperations,
]
