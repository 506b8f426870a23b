import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { customerAsked } from '../callbacks/kinds/orders.ts'
import { tellStorefront } from '../callbacks/tell.ts'
import { type Processing, processing } from '../orders/process.ts'
import { record } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'

/** Has the storefront ask the customer of an order something, and gives its number. Refuses an empty question. */
export const askCustomer = (
  db: Db,
  asked: Processing & { question: string },
  now: Temporal.Instant,
): Promise<Result<string>> =>
  processing(db, asked, async (trx, { number, customer_id }) => {
    const { member, via } = asked
    const question = asked.question.trim()
    if (!isVisible(question)) return refuse('exception.question_needed')
    await tellStorefront(trx, customerAsked, { order: number, customer: customer_id, question }, now)
    await record(trx, number, [{ kind: 'customer_asked', member: member?.id, data: { question } }], now)
    if (member)
      await audit(
        trx,
        { member: member.id, action: 'order.customer_asked', subject: number, after: { question }, via },
        now,
      )
    return ok(number)
  })
