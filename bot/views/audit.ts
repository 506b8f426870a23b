import type { AuditHead } from '../../shop/audit-chain/head.ts'
import type { AuditState } from '../../shop/audit-chain/verify.ts'
import { auditLines } from '../../shop/audit-chain/words.ts'
import { context, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** What verifying the audit found; with `asked`, whether that head stands in it. */
export function auditMessage(
  state: AuditState,
  asked: { head: string; place: bigint | null } | null,
  keyed: boolean,
  reader: Reader,
): Message {
  const title = reader.say('audit.title')
  const known =
    asked &&
    (asked.place === null
      ? `⚠️ ${reader.say('audit.unknown', { head: escapeText(asked.head) })}`
      : `✅ ${reader.say('audit.known', { head: escapeText(asked.head), place: Number(asked.place) })}`)
  const [first = '', ...rest] = auditLines(state, keyed, reader.locale).map(escapeText)
  return {
    text: title,
    blocks: [
      header(title),
      ...(known ? [section(known)] : []),
      ...lineSections([`${state.broken > 0 ? '⚠️' : '✅'} ${first}`, ...rest]),
    ],
  }
}

/** How far the audit had come as a day began. */
export function auditHeadMessage({ place, mac }: AuditHead, reader: Reader): Message {
  const text = reader.say('audit.day', { place: Number(place), mac: mac.slice(0, 16) })
  return { text, blocks: [section(`🔏 ${text}`), context(reader.say('audit.day_about', { mac: mac.slice(0, 16) }))] }
}
