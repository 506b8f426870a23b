import type { Db } from '../../db/tables/index.ts'
import { grantRole } from '../../shop/access/members.ts'
import { sweepApprovals } from '../../shop/approvals/sweep.ts'
import type { Gateway } from '../../shop/gateways/gateway.ts'
import { sandboxGateway } from '../../shop/gateways/sandbox.ts'
import type { Jobs } from '../../shop/jobs.ts'
import { cancelOrder } from '../../shop/orders/cancel.ts'
import { completeOrder, deliverOrder } from '../../shop/orders/deliver.ts'
import { capturePayment, failPayment } from '../../shop/orders/pay.ts'
import { placeOrder } from '../../shop/orders/place.ts'
import { shipOrder } from '../../shop/orders/ship.ts'
import {
  answerRefundInfo,
  approveRefund,
  askRefundInfo,
  rejectRefund,
  withdrawRefund,
} from '../../shop/refunds/decide.ts'
import { requestRefund } from '../../shop/refunds/request.ts'
import { retryRefund } from '../../shop/refunds/retry.ts'
import type { RefundState } from '../../shop/refunds/state.ts'
import { submitRefundPart } from '../../shop/refunds/submit.ts'
import { demand } from '../../shop/result.ts'
import { approveReturn, cancelReturn, receiveReturn, refuseReturn } from '../../shop/returns/decide.ts'
import { inspectReturn } from '../../shop/returns/inspect.ts'
import { lapseReturns } from '../../shop/returns/lapse.ts'
import { requestReturn } from '../../shop/returns/request.ts'
import { returnNumber } from '../../shop/returns/states.ts'
import { adjustStock } from '../../shop/stock/adjust.ts'
import { setLevels } from '../../shop/stock/set-levels.ts'
import { now, putOnSale, recordingJobs } from './goods.ts'
import { admin, approver, manager, support } from './people.ts'
import { type providerMoods, SKUS, type Step } from './scenario-steps.ts'

export { scenarios } from './scenario-steps.ts'

const deciders = [approver, manager, admin]

/**
 * Lets several writers do the steps at once, on an empty database: each takes every n-th one, in order. Step by step
 * the clock goes 37 minutes on, so that hours and days pass. Throws where a step fails other than by refusal.
 */
export async function playScenario(db: Db, steps: readonly Step[], writers: number): Promise<void> {
  await openShop(db)
  const { jobs } = recordingJobs()
  const alone = oneAtATime()
  const lanes = Array.from({ length: writers }, (_, lane) =>
    steps.map((one, index) => ({ one, index })).filter(({ index }) => index % writers === lane),
  )
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { one, index } of lane) await take(db, jobs, alone, one, now.add({ minutes: 37 * index }))
    }),
  )
}

type Alone = (key: string, work: () => Promise<void>) => Promise<void>

/** As the queue does with jobs of one key. */
function oneAtATime(): Alone {
  const last = new Map<string, Promise<void>>()
  return (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work)
    // A failure is its own caller's; the next one goes on.
    last.set(
      key,
      done.then(undefined, () => undefined),
    )
    return done
  }
}

/** Two orders are paid already, one of them in two parts and shipped. */
async function openShop(db: Db): Promise<void> {
  await putOnSale(db, { sku: 'A', price: 19_99n, onHand: 30, merchant: 'm1' })
  await putOnSale(db, { sku: 'B', price: 250_00n, onHand: 12, merchant: 'm2' })
  await putOnSale(db, { sku: 'UNTRACKED', price: 7_00n, onHand: null })
  for (const { id, roles } of [...deciders, support])
    for (const role of roles)
      await db.transaction().execute((trx) => grantRole(trx, { member: id, role, by: null, via: 'test' }, now))
  const { jobs } = recordingJobs()
  const items = SKUS.map((one) => ({ sku: one, quantity: 2 }))
  for (const number of ['S-1', 'S-2']) {
    const { total } = demand(
      await placeOrder(db, jobs, { number, customer: { id: 'c1' }, items, shipping: 9_00n }, now),
    )
    const first = number === 'S-1' ? total / 3n : total
    for (const [index, amount] of [first, total - first].entries())
      demand(await capturePayment(db, { order: number, payment: `P${index + 1}`, method: 'alipay', amount }, now))
  }
  demand(await shipOrder(db, jobs, { order: 'S-1', member: null, via: 'test' }, now))
}

const statesFor: Partial<Record<Step['do'], RefundState[]>> = {
  approve: ['requested'],
  reject: ['requested'],
  ask: ['requested'],
  withdraw: ['requested', 'info_asked'],
  answer: ['info_asked'],
  submit: ['approved', 'submitted'],
  retry: ['failed'],
}

async function refundFor(db: Db, step: Extract<Step, { refund: number }>): Promise<{ order: string; id: string }> {
  const refunds = await db
    .selectFrom('refunds')
    .select(['order_number as order', 'id'])
    .where('state', 'in', statesFor[step.do] ?? [])
    .orderBy('order_number')
    .orderBy('id')
    .execute()
  return refunds[step.refund % refunds.length] ?? { order: 'S-1', id: '' }
}

async function take(db: Db, jobs: Jobs, alone: Alone, step: Step, at: Temporal.Instant): Promise<void> {
  const via = 'test'
  const who = { member: null, via }
  const meant = 'refund' in step ? await refundFor(db, step) : { order: '', id: '' }
  const member = 'decider' in step ? (deciders[step.decider] ?? manager) : support
  const by = { refund: `${meant.order}-${meant.id}`, member, via }
  switch (step.do) {
    case 'place': {
      const { items, discount, shipping, tax } = step
      const currency = step.foreign ? { code: 'USD', rate: '7.1234' } : undefined
      const priced = items.map((item) => ({ ...item, unitPrice: 15_55n }))
      const asked = { number: step.order, customer: { id: 'c1' }, items: priced, discount, shipping, tax, currency }
      return void (await placeOrder(db, jobs, asked, at))
    }
    case 'capture': {
      const row = await db.selectFrom('orders').select('total').where('number', '=', step.order).executeTakeFirst()
      const amount = ((row?.total ?? 0n) * step.percent) / 100n
      return void (await capturePayment(db, { order: step.order, payment: step.payment, method: 'alipay', amount }, at))
    }
    case 'fail':
      return void (await failPayment(
        db,
        { order: step.order, payment: step.payment, method: 'alipay', amount: 1_00n },
        at,
      ))
    case 'cancel':
      return void (await cancelOrder(db, jobs, { order: step.order, ...who }, at))
    case 'ship': {
      const lines = step.line ? [{ line: step.line, quantity: 1 }] : undefined
      return void (await shipOrder(db, jobs, { order: step.order, lines, ...who }, at))
    }
    case 'deliver':
      return void (await deliverOrder(db, { order: step.order, ...who }, at))
    case 'complete':
      return void (await completeOrder(db, { order: step.order, ...who }, at))
    case 'request': {
      const { order, amount, restock, key } = step
      return void (await requestRefund(
        db,
        jobs,
        { order, amount, restock, key, reason: 'test', member: support, via },
        at,
      ))
    }
    case 'approve':
      return void (await approveRefund(db, jobs, by, at))
    case 'reject':
      return void (await rejectRefund(db, jobs, { ...by, reason: 'no' }, at))
    case 'ask':
      return void (await askRefundInfo(db, jobs, { ...by, question: 'why?' }, at))
    case 'answer':
      return void (await answerRefundInfo(db, jobs, { ...by, answer: 'so' }, at))
    case 'withdraw':
      return void (await withdrawRefund(db, jobs, by, at))
    case 'submit':
      return meant.id === '' ? undefined : alone(meant.order, () => submit(db, jobs, { ...step, ...meant }, at))
    case 'retry':
      return void (await retryRefund(db, jobs, { ...by, member: manager }, at))
    case 'adjust': {
      const change = `${step.change}`
      return void (await adjustStock(
        db,
        jobs,
        { sku: step.sku, change, reason: 'count', member: manager, key: `${step.key}`, via },
        at,
      ))
    }
    case 'levels': {
      const levels = { warning: '20', safety: `${step.safety}`, minimum: '0' }
      return void (await setLevels(db, jobs, { sku: step.sku, ...levels, member: manager, via }, at))
    }
    case 'return': {
      const { order, line, quantity, wanted, id } = step
      const kind = wanted ? 'exchange' : 'return'
      const asked = {
        order,
        id,
        kind,
        lines: [{ line, quantity, wanted }],
        reason: 'test',
        member: support,
        via,
      } as const
      return void (await requestReturn(db, jobs, asked, at))
    }
    case 'return step':
      return goOn(db, jobs, step, at)
    case 'lapse':
      return void (await lapseReturns(db, jobs, at.add({ hours: 24 * step.days })))
    case 'sweep':
      return void (await sweepApprovals(db, jobs, at.add({ hours: step.hours })))
  }
}

/** Takes one of the returns that are in a state for it a step on. */
async function goOn(
  db: Db,
  jobs: Jobs,
  { which, step, accepted, writeOff }: Extract<Step, { do: 'return step' }>,
  at: Temporal.Instant,
): Promise<void> {
  const state = {
    approve: 'requested',
    refuse: 'requested',
    receive: 'approved',
    cancel: 'approved',
    inspect: 'received',
  }
  const rows = await db.selectFrom('returns').selectAll().where('state', '=', state[step]).orderBy('seq').execute()
  const row = rows[which % rows.length]
  if (!row) return
  const by = { return: returnNumber(row), member: manager, via: 'test' }
  if (step === 'approve') await approveReturn(db, jobs, { ...by, instructions: null }, at)
  if (step === 'refuse') await refuseReturn(db, jobs, { ...by, reason: 'no' }, at)
  if (step === 'cancel') await cancelReturn(db, jobs, { ...by, reason: 'kept' }, at)
  if (step === 'receive') await receiveReturn(db, jobs, by, at)
  if (step !== 'inspect') return
  const lines = await db.selectFrom('return_lines').selectAll().where('order_number', '=', row.order_number).execute()
  const found = lines
    .filter(({ return_id }) => return_id === row.id)
    .map(({ line, quantity }) => ({ line, accepted: Math.min(accepted, quantity), writeOff }))
  await inspectReturn(db, jobs, { ...by, lines: found, reason: 'worn' }, at)
}

/** The worker's job, on a provider that may decline, break, or lose its answer: then the queue would ask again later. */
async function submit(
  db: Db,
  jobs: Jobs,
  part: { order: string; id: string; payment: string; provider: (typeof providerMoods)[number] },
  at: Temporal.Instant,
): Promise<void> {
  const { order, id, payment, provider: mood } = part
  const gateway: Gateway = sandboxGateway(db, {
    clock: () => at,
    script: () => {
      if (mood === 'breaks') throw new NoAnswer()
      return mood === 'declines' ? { ok: false, code: 'declined', message: 'no' } : null
    },
    onReply: () => {
      if (mood === 'loses its answer') throw new NoAnswer()
    },
  })
  try {
    await submitRefundPart(db, jobs, gateway, { order, refund: id, payment }, at)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
  }
}

class NoAnswer extends Error {}
