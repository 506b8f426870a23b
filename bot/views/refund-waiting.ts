import type { KnownBlock } from '@slack/types'
import type { Page } from '../../shop/pages.ts'
import type { RefundDetails } from '../../shop/refunds/details.ts'
import type { PendingRefund } from '../../shop/refunds/pending.ts'
import { buttons, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { mention, reasonOf, requesterOf } from './refund.ts'
import { withOpen } from './with-open.ts'

/** Says again that a refund waits, to those who can decide it. */
export function refundReminder(
  { number, refund, currency, state, deciders, approval }: RefundDetails,
  reader: Reader,
): Message {
  const waits = state === 'requested' || state === 'info_asked'
  const text = reader.say(waits ? 'refund.reminder' : 'refund.reminder_over', {
    number: escapeText(number),
    amount: reader.money(refund.amount, currency),
    state: reader.say(`refund.state.${state}`),
    expires: approval?.expire_at ? reader.when(approval.expire_at) : '',
  })
  return {
    text,
    blocks: [
      section(`🔔 ${text}${waits && deciders.length > 0 ? `\n${mention(deciders)}` : ''}`),
      ...(waits ? [buttons({ label: reader.say('button.open'), operation: 'refund.show', argument: number })] : []),
    ],
  }
}

/** What waits for a decision, the longest first. */
export function pendingList(page: Page<PendingRefund>, reader: Reader): Message {
  const title = reader.say('refund.pending_title')
  const rows = page.rows.map(
    ({
      number,
      amount,
      currency,
      customer,
      reason,
      requestedBy,
      byCustomer,
      requestedAt,
      expiresAt,
      state,
      approvedBy,
      required,
    }): KnownBlock => {
      const asked = `${requesterOf({ requestedBy, byCustomer, customer }, reader)}  ${reader.when(requestedAt)}`
      const progress = reader.say('refund.pending_progress', {
        agreed: approvedBy.length,
        required,
        state: reader.say(`refund.state.${state}`),
      })
      const about = [
        [reason ? `“${reasonOf(reason, reader)}”` : '', asked],
        [progress, expiresAt ? reader.say('refund.expires', { when: reader.when(expiresAt) }) : ''],
      ].map((parts) => parts.filter(Boolean).join('  ·  '))
      const title = `*${escapeText(number)}*  *${reader.money(amount, currency)}*  ${escapeText(customer)}`
      return withOpen(`${title}\n${about.join('\n')}`, 'refund.show', number, reader)
    },
  )
  const shown = rows.length > 0 ? rows : [section(reader.say('refund.pending_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'refund.pending', '', reader)] }
}
