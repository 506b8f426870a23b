import { waitingChanges } from '../../shop/changes/details.ts'
import { type ChangeKind, changeApprovals } from '../../shop/changes/policy.ts'
import { waitingPrices } from '../../shop/products/waiting-prices.ts'
import { pendingRefunds } from '../../shop/refunds/pending.ts'
import { MOST_COUNTED, type Waiting } from './waiting-for.ts'

export const refunds: Waiting = {
  permissions: ['refund.approve', 'refund.request'],
  async look({ db, settings, member, reader, now }) {
    const page = await pendingRefunds(db, settings, member, { size: MOST_COUNTED }, now)
    const rows = page.ok ? page.value.rows : []
    const mine = rows.filter(({ deciders, requestedBy, state }) =>
      state === 'info_asked' ? requestedBy === member.id : deciders.includes(member.id),
    )
    return {
      line: reader.say('home.refunds', { mine: mine.length, all: rows.length }),
      button: {
        label: reader.say('home.open_refunds'),
        operation: 'refund.pending',
        ...(mine.length > 0 && { style: 'primary' as const }),
      },
    }
  },
}

export const prices: Waiting = {
  permissions: ['price.approve'],
  async look({ db, member, reader }) {
    const page = await waitingPrices(db, member, { size: MOST_COUNTED })
    const count = page.ok ? page.value.rows.filter(({ decide }) => decide).length : 0
    return count === 0
      ? null
      : {
          line: reader.say('home.prices', { count }),
          button: { label: reader.say('home.open_prices'), operation: 'product.waiting', style: 'primary' as const },
        }
  },
}

export const changes = (kind: ChangeKind, operation: string): Waiting => ({
  permissions: [changeApprovals[kind].permission],
  async look({ db, member, reader }) {
    const page = await waitingChanges(db, kind, member, { size: MOST_COUNTED })
    const count = page.ok ? page.value.rows.filter(({ requested_by }) => requested_by !== member.id).length : 0
    if (count === 0) return null
    return {
      line: reader.say(`home.changes.${kind}`, { count }),
      button: { label: reader.say(`change.waiting.${kind}`), operation, style: 'primary' },
    }
  },
})
