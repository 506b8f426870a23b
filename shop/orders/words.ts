import { dayWords } from '../i18n/dates.ts'
import { hasKey, type Locale, t } from '../i18n/index.ts'
import { formatMoney } from '../money.ts'
import type { TimelineEntry } from './family.ts'
import { holdReason } from './hold.ts'

/** A payment method's name; one that the catalogue does not know keeps its own. */
export function methodName(locale: Locale, method: string): string {
  const key = `payment.method.${method}`
  return hasKey(key) ? t(locale, key) : method
}

/** A kind of exception by its name. */
function exceptionName(locale: Locale, kind: string): string {
  const key = `exception.kind.${kind}`
  return hasKey(key) ? t(locale, key) : kind
}

/** What happened, as one line without markup. What a source or person wrote is in it as it was written. */
export function eventWords(
  locale: Locale,
  { kind: stored, data, member }: Pick<TimelineEntry, 'kind' | 'data' | 'member'>,
  currency: string,
): string {
  // Nobody of the team: the storefront told of it.
  const kind = stored === 'cancelled' && member === null ? 'cancelled_by_customer' : stored
  const because = `order.event.${kind}_because`
  const key = data.reason !== undefined && hasKey(because) ? because : `order.event.${kind}`
  if (!hasKey(key)) return kind
  const { amount, method, why, exception, day, ...rest } = data
  return t(locale, key, {
    ...rest,
    exception: exception === undefined ? '' : exceptionName(locale, String(exception)),
    day: day === undefined ? '' : dayWords(Temporal.PlainDate.from(String(day)), locale),
    why: why === undefined ? '' : holdReason(locale, String(why)),
    amount: amount === undefined ? '' : formatMoney(BigInt(amount), currency, locale),
    method: method === undefined ? '' : methodName(locale, String(method)),
  })
}
