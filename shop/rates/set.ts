import currencies from 'currency-codes'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { currencyDigits } from '../money.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'

/** What the audit calls changes of a currency's rate. */
export const rateSubject = (currency: string) => `rate:${currency}`

/** A change of one currency's rate as a person wrote it: a decimal, or `auto` to go by the source again. */
export interface RateChange {
  currency: string
  rate: string
  reason?: string | null
  member: Member
  via: string
}

/** The code of a currency as written in any case; refuses with the nearest ones where there is none such. */
export function currencyNamed(text: string): Result<string> {
  const code = text.trim().toUpperCase()
  if (currencyDigits(code) !== null) return ok(code)
  return refuse('payment.currency_unknown', {
    text,
    nearest: nearest(code.slice(0, 20), currencies.codes(), 3),
  })
}

/** Brings a rate to the form it is kept in: digits without needless zeros; null where it is none. */
function decimalOf(text: string): string | null {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:\.(\d{1,10}))?$/.exec(text.trim()) ?? []
  const decimal = `${BigInt(whole || '0')}.${fraction}`.replace(/\.?0*$/, '')
  return whole && /[1-9]/.test(decimal) ? decimal : null
}

/** What came of it. */
export interface RateSet {
  readonly currency: string
  readonly changed: boolean
}

/**
 * Sets what one unit of a currency is worth in the shop's, or has it follow the source again; orders that were placed
 * keep theirs. Refuses an unknown currency, the shop's own, what is no positive decimal, and `auto` where no rate is by
 * hand. Setting what is in force records nothing. Gives the currency, and whether anything changed.
 */
export function setRate(db: Db, asked: RateChange, now: Temporal.Instant): Promise<Result<RateSet>> {
  return transact(db, async (trx) => {
    const missing = denied(asked.member, 'payment.configure')
    if (missing) return missing
    const named = currencyNamed(asked.currency)
    if (!named.ok) return named
    const currency = named.value
    if (currency === (await readSettings(trx))['shop.currency']) return refuse('rate.own_currency', { currency })
    await sql`lock table fixed_rates in exclusive mode`.execute(trx)
    const before = await trx
      .selectFrom('fixed_rates')
      .select('rate')
      .where('currency', '=', currency)
      .executeTakeFirst()
    const automatic = asked.rate.trim().toLowerCase() === 'auto'
    if (automatic && !before) return refuse('rate.not_fixed', { currency })
    const rate = automatic ? null : decimalOf(asked.rate)
    if (!automatic && rate === null) return refuse('rate.not_a_rate', { text: asked.rate, currency })
    const old = before ? decimalOf(before.rate) : null
    const changed = rate !== old
    if (changed) await change(trx, asked, currency, old, rate, now)
    return ok({ currency, changed })
  })
}

async function change(
  trx: Trx,
  { member, reason, via }: RateChange,
  currency: string,
  before: string | null,
  rate: string | null,
  now: Temporal.Instant,
): Promise<void> {
  if (rate === null) await trx.deleteFrom('fixed_rates').where('currency', '=', currency).execute()
  else {
    const row = { rate, set_at: now, set_by: member.id }
    await trx
      .insertInto('fixed_rates')
      .values({ currency, ...row })
      .onConflict((conflict) => conflict.column('currency').doUpdateSet(row))
      .execute()
  }
  const subject = rateSubject(currency)
  const values = { before: { rate: before ?? 'auto' }, after: { rate: rate ?? 'auto' } }
  await audit(trx, { member: member.id, action: 'rate.changed', subject, ...values, reason, via }, now)
}
