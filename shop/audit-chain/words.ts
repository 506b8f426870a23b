import { type Locale, t } from '../i18n/index.ts'
import type { AuditState, Break } from './verify.ts'

function breakLine({ kind, place, until, entry }: Break, locale: Locale): string {
  const at = { place: Number(place), until: Number(until), more: Number(until - place) }
  if (kind === 'missing') return `• ${t(locale, 'audit.missing', at)}`
  if (!entry) return `• ${t(locale, 'audit.changed_whole', at)}`
  return `• ${t(locale, 'audit.changed', { ...at, what: `${entry.at.slice(0, 19)}Z ${entry.action} ${entry.subject}` })}`
}

/** What verifying found, in lines; `keyed`: whether there is a key now. */
export function auditLines({ head, broken, breaks, unkeyed }: AuditState, keyed: boolean, locale: Locale): string[] {
  const count = Number(head?.place ?? 0n)
  return [
    broken === 0 ? t(locale, 'audit.whole', { count }) : t(locale, 'audit.broken', { count: broken }),
    ...breaks.map((one) => breakLine(one, locale)),
    ...(broken > breaks.length ? ['…'] : []),
    ...(head ? [t(locale, 'audit.head', { place: count, mac: head.mac })] : []),
    ...(keyed && unkeyed > 0n ? [t(locale, 'audit.unkeyed', { count: Number(unkeyed) })] : []),
    ...(keyed ? [] : [t(locale, 'audit.no_key')]),
  ]
}
