import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import { demand } from '../result.ts'
import { answerByForm } from '../support/answer.ts'
import { saveCanned } from '../support/canned.ts'
import { claim } from '../support/own.ts'
import { keepRating } from '../support/rate.ts'
import { resolve } from '../support/settle.ts'
import { takeMessage } from '../support/take.ts'
import { remark } from '../support/train.ts'
import { sampleAgent } from './customers.ts'
import type { SampleOrder } from './history.ts'

const canned = [
  { name: 'delayed', text: '{customer}, we are sorry that order {order} is late. It is on its way. {agent}, {shop}' },
  { name: '发货', text: '{customer}您好，您的订单 {order} 将在今天发出。{shop} {agent}' },
]

/** What customers write, from the one who wrote longest ago; `answer`: what they were answered, and that it is over. */
const talks = [
  {
    minutes: 1500,
    topic: 'goods',
    text: '请问茶叶怎么保存？',
    answer: '您好，请密封后放在阴凉干燥处，开封后三个月内饮用最佳。',
  },
  { minutes: 25, topic: 'damage', text: 'The lid of one cup has a crack. What can I do?', answer: null },
  { minutes: 8, topic: 'delivery', text: '我的包裹三天没有更新了，能帮我查一下吗？', answer: null },
]

interface Sample {
  orders: readonly Pick<SampleOrder, 'number' | 'customer'>[]
  customers: readonly { id: string; locale?: string | null | undefined }[]
  agent: string
  lead: string
}

/**
 * Lets customers of the latest orders have written to support: one conversation is over, rated and an example, one is an
 * agent's, one waits for somebody to claim it. `agent` answers, `lead` leads.
 */
export async function addSampleConversations(
  trx: Trx,
  jobs: Jobs,
  { orders, customers, agent, lead }: Sample,
  now: Temporal.Instant,
): Promise<void> {
  const leading = sampleAgent(lead, 'senior_support')
  for (const answer of canned) demand(await saveCanned(trx, { ...answer, member: leading, via: 'sample' }, now))
  const buyers = [...new Map(orders.toReversed().map((order) => [order.customer, order])).values()]
  const locales = new Map(customers.map(({ id, locale }) => [id, locale]))
  for (const [index, { minutes, topic, text, answer }] of talks.entries()) {
    const locale = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en'
    const place = buyers.findIndex(({ customer }) => locales.get(customer) === locale)
    const [buyer] = place < 0 ? [] : buyers.splice(place, 1)
    if (!buyer) return
    const { customer, number: order } = buyer
    const at = now.subtract({ minutes })
    const written = { customer, id: `sample-${index}`, order, topic, tier: null, text }
    demand(await takeMessage(trx, jobs, written, at, at))
    const { id } = await trx
      .selectFrom('conversations')
      .select('id')
      .where('customer_id', '=', customer)
      .executeTakeFirstOrThrow()
    const asked = { conversation: String(id), member: sampleAgent(agent), via: 'sample' }
    if (index < 2) demand(await claim(trx, jobs, asked, at.add({ minutes: 4 })))
    if (answer === null) continue
    const said = { ...asked, text: answer, key: `sample-${index}`, canned: '' }
    demand(await answerByForm(trx, jobs, said, at.add({ minutes: 6 })))
    demand(await resolve(trx, jobs, { ...asked, outcome: '' }, at.add({ minutes: 30 })))
    const rated = { customer, id: `sample-${index}`, order, conversation: String(id), score: 5, comment: '回复很快' }
    demand(await keepRating(trx, jobs, rated, at.add({ minutes: 60 })))
    const why = {
      ...asked,
      member: leading,
      kind: 'example' as const,
      text: 'Short, kind, and answers what was asked.',
    }
    demand(await remark(trx, jobs, why, at.add({ minutes: 90 })))
  }
}
