import currencies from 'currency-codes'
import type { Db } from '../../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { currencyNamed, rateSubject } from '../rates/set.ts'
import { ok, type Result } from '../result.ts'
import { methodSubject } from './change.ts'
import { methodMeant, readMethods } from './methods.ts'

/** One change of a method or of a rate by hand. `before` and `after` hold what differs, as people write it. */
export interface PaymentChange {
  readonly action: string
  /** The method's code, or the currency. */
  readonly about: string
  readonly before: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
  readonly member: string | null
  readonly reason: string | null
  readonly at: Temporal.Instant
}

/**
 * Who changed what, newest first: of one method, of the rate of one currency, or of all. Refuses what is neither. Reads
 * the audit by subject (audit_log_by_subject).
 */
export async function paymentHistory(db: Db, text: string, request: PageRequest): Promise<Result<Page<PaymentChange>>> {
  const subjects = await subjectsOf(db, text.trim())
  if (!subjects.ok) return subjects
  const page = await pageByPosition(request, (limit, offset) =>
    db
      .selectFrom('audit_log')
      .select(['action', 'subject', 'before', 'after', 'member_id as member', 'reason', 'at'])
      .where('subject', 'in', subjects.value)
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  const rows = page.rows.map(({ subject, before, after, ...row }) => ({
    ...row,
    about: subject.slice(subject.indexOf(':') + 1),
    before: (before ?? {}) as Record<string, string>,
    after: (after ?? {}) as Record<string, string>,
  }))
  return ok({ ...page, rows })
}

async function subjectsOf(db: Db, text: string): Promise<Result<string[]>> {
  const methods = await readMethods(db)
  if (text === '')
    return ok([...methods.map(({ code }) => methodSubject(code)), ...currencies.codes().map(rateSubject)])
  const method = methodMeant(methods, text)
  if (method.ok) return ok([methodSubject(method.value.code)])
  const currency = currencyNamed(text)
  return currency.ok ? ok([rateSubject(currency.value)]) : method
}
