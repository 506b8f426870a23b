import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { isRole, roles } from '../access/roles.ts'
import { knownCustomer } from '../customers.ts'
import { parseAmount } from '../money.ts'
import { nearest } from '../nearest.ts'
import { nearestKeys } from '../nearest-keys.ts'
import { orderNumbered } from '../orders/find.ts'
import { currencyNamed } from '../rates/set.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { checkMethods, type Verdict } from './check.ts'
import { paymentFacts } from './facts.ts'
import type { PaymentAsked } from './reasons.ts'
import { STOREFRONT } from './rules.ts'

/** Which methods apply to what a person asked about. */
export interface PaymentCheck {
  readonly asked: PaymentAsked
  /** The order it is about, or the customer's name. */
  readonly order: string | null
  readonly name: string | null
  /** Nothing of the order is left to pay. */
  readonly paid: boolean
  readonly verdicts: readonly Verdict[]
}

/** What a check is about before the rest of the line outweighs it. */
interface Subject extends Pick<PaymentAsked, 'amount' | 'currency' | 'region' | 'customer'> {
  order: string | null
  name: string | null
  paid: boolean
}

/**
 * Reads `ORDER|customer [amount] [currency] [region] [as:role]` and says which methods apply, and why each other one does
 * not. An order brings its total, currency, region and customer, and its own payments are no uses; a customer (by id,
 * e-mail or name, in quotes where it has blanks) brings their region. What follows outweighs these. Without `as:` it is
 * the storefront that asks. Refuses an unknown order or customer, and words that do not fit.
 */
export async function checkPayments(
  db: Db,
  settings: Settings,
  text: string,
  now: Temporal.Instant,
): Promise<Result<PaymentCheck>> {
  const [first = '', ...words] = [...text.matchAll(/"([^"]*)"|“([^”]*)”|(\S+)/g)].map(
    ([, straight, curly, word]) => straight ?? curly ?? word ?? '',
  )
  const subject = await subjectOf(db, settings, first)
  if (!subject.ok) return subject
  const asked = readWords(subject.value, words)
  if (!asked.ok) return asked
  const { order, name, paid } = subject.value
  const facts = await paymentFacts(db, settings, { customer: asked.value.customer, except: order }, now)
  return ok({ asked: asked.value, order, name, paid, verdicts: checkMethods(asked.value, facts) })
}

async function subjectOf(db: Db, settings: Settings, text: string): Promise<Result<Subject>> {
  const number = await orderNumbered(db, text, null)
  if (number) {
    const { total, captured, currency, region, customer_id, name } = await db
      .selectFrom('orders')
      .leftJoin('customers', 'customers.id', 'orders.customer_id')
      .where('number', '=', number)
      .select(['total', 'captured', 'currency', 'orders.region', 'customer_id', 'name'])
      .executeTakeFirstOrThrow()
    const customer = knownCustomer(customer_id)
    return ok({ order: number, amount: total, currency, region, customer, name, paid: captured >= total })
  }
  const [customer, another] = await db
    .selectFrom('customers')
    .select(['id', 'name', 'region'])
    .where(({ or, eb }) => or([eb('id', '=', text), eb('email', '=', text), eb('name', '=', text)]))
    .orderBy(sql`id = ${text}`, 'desc')
    .limit(2)
    .execute()
  if (!customer) return unknownSubject(db, text)
  if (another && customer.id !== text) return refuse('payment.several_customers', { text })
  const { id, name, region } = customer
  return ok({ order: null, amount: null, currency: settings['shop.currency'], region, customer: id, name, paid: false })
}

async function unknownSubject(db: Db, text: string) {
  const near = await nearestKeys(db, sql`select number as key from orders`, text.replace(/^#/, ''))
  return refuse('payment.subject_unknown', { text, count: near.length, nearest: near })
}

/** What follows outweighs what the order or customer brought: digits are an amount, three letters a currency, the rest a region. */
function readWords(subject: Subject, words: readonly string[]): Result<PaymentAsked> {
  const { amount, currency, region, customer } = subject
  let asked: PaymentAsked = { amount, currency, region, customer, by: STOREFRONT }
  const isCurrency = (word: string) => /^[a-z]{3}$/i.test(word)
  const [code, ...codes] = words.filter(isCurrency)
  if (code !== undefined) {
    const named = currencyNamed(code)
    if (!named.ok) return named
    // An amount of one currency is none of another.
    asked = { ...asked, currency: named.value, amount: named.value === currency ? amount : null }
  }
  const rest = [...words.filter((word) => !isCurrency(word)), ...codes]
  for (const word of rest) {
    const [, role] = /^as:(.*)$/i.exec(word) ?? []
    if (role !== undefined) {
      const by = roleNamed(role)
      if (!by.ok) return by
      asked = { ...asked, by: by.value }
    } else if (/^[\p{Sc}+-]*\p{N}/u.test(word)) {
      const read = parseAmount(word, asked.currency)
      if (!read.ok) return read
      asked = { ...asked, amount: read.value }
    } else asked = { ...asked, region: word }
  }
  return ok(asked)
}

function roleNamed(text: string): Result<PaymentAsked['by']> {
  const role = text.toLowerCase()
  if (role === STOREFRONT) return ok(STOREFRONT)
  if (isRole(role)) return ok([role])
  return refuse('payment.role_unknown', { text, nearest: nearest(role.slice(0, 20), [...roles, STOREFRONT])[0] ?? '' })
}
