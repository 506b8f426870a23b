import type { Db } from '../../db/tables/index.ts'
import { type Member, may } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import { waitingChanges } from '../../shop/changes/details.ts'
import { type ChangeKind, changeApprovals } from '../../shop/changes/policy.ts'
import { exceptionQueue, unansweredLate } from '../../shop/exceptions/queue.ts'
import { openEvents } from '../../shop/intake/open-events.ts'
import { assignedTo } from '../../shop/orders/assign.ts'
import type { Page } from '../../shop/pages.ts'
import { waitingPrices } from '../../shop/products/waiting-prices.ts'
import { pendingRefunds } from '../../shop/refunds/pending.ts'
import { unansweredRestocks } from '../../shop/restocks/restock.ts'
import type { Result } from '../../shop/result.ts'
import { listReturns } from '../../shop/returns/list.ts'
import { reviewQueue } from '../../shop/reviews/list.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { wrongNow } from '../../shop/settings/self-checks.ts'
import { lowStock } from '../../shop/stock/look-up.ts'
import { conversationsWaiting } from '../../shop/support/list.ts'
import { type Blocks, type Button, buttons, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** One who opens App Home, and when. */
export interface Visit {
  db: Db
  member: Member
  settings: Settings
  reader: Reader
  now: Temporal.Instant
}

/** Something that may wait for people: who is told (any of these permissions), what, and the way to it. */
interface Waiting {
  permissions: readonly Permission[]
  /** Null: nothing that is worth a line. */
  look(visit: Visit): Promise<{ line: string; button: Button } | null>
}

const MOST_COUNTED = 50
const counted = <Row>(page: Result<Page<Row>>) => ({
  count: page.ok ? page.value.rows.length : 0,
  more: page.ok && page.value.next ? 'yes' : 'no',
})

const refunds: Waiting = {
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

const lowOnStock: Waiting = {
  permissions: ['stock.view'],
  async look({ db, settings, member, reader }) {
    const found = counted(await lowStock(db, settings, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.low_stock', found),
      button: { label: reader.say('home.open_low_stock'), operation: 'stock.low' },
    }
  },
}

const events: Waiting = {
  permissions: ['storefront.manage'],
  async look({ db, member, reader }) {
    const found = counted(await openEvents(db, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.events', found),
      button: { label: reader.say('home.open_events'), operation: 'backroom.events' },
    }
  },
}

const prices: Waiting = {
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

const changes = (kind: ChangeKind, operation: string): Waiting => ({
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

const reviews: Waiting = {
  permissions: ['review.moderate'],
  async look({ db, member, reader }) {
    const found = counted(await reviewQueue(db, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.reviews', found),
      button: { label: reader.say('home.open_reviews'), operation: 'review.queue' },
    }
  },
}

const restocks: Waiting = {
  permissions: ['stock.adjust'],
  async look({ db, member, reader }) {
    const count = await unansweredRestocks(db, member)
    if (count === 0) return null
    return {
      line: reader.say('home.restocks', { count }),
      button: { label: reader.say('restock.list_title'), operation: 'stock.restocks' },
    }
  },
}

const trouble: Waiting = {
  permissions: ['doctor.run'],
  async look({ db, reader }) {
    const count = await wrongNow(db)
    if (count === 0) return null
    const button = { label: reader.say('doctor.again'), operation: 'backroom.doctor' }
    return { line: reader.say('home.doctor', { count }), button }
  },
}

const assigned: Waiting = {
  permissions: ['order.view'],
  async look({ db, member, reader }) {
    const count = await assignedTo(db, member.id)
    if (count === 0) return null
    return {
      line: reader.say('home.assigned', { count }),
      button: { label: reader.say('home.open_assigned'), operation: 'order.show', argument: 'assigned:me' },
    }
  },
}

const exceptions: Waiting = {
  permissions: ['order.process'],
  async look({ db, member, reader }) {
    const found = counted(await exceptionQueue(db, member, '', { size: MOST_COUNTED }))
    if (found.count === 0) return null
    return {
      line: reader.say('home.exceptions', found),
      button: { label: reader.say('exception.title'), operation: 'order.exceptions' },
    }
  },
}

const lateOrders: Waiting = {
  permissions: ['order.ship'],
  async look({ db, member, reader }) {
    const count = await unansweredLate(db, member)
    if (count === 0) return null
    return {
      line: reader.say('home.late', { count }),
      button: { label: reader.say('late.title'), operation: 'order.late', style: 'primary' as const },
    }
  },
}

const conversations: Waiting = {
  permissions: ['support.answer', 'support.lead'],
  async look({ db, member, reader }) {
    const found = await conversationsWaiting(db, member)
    const primary = found.mine > 0 ? { style: 'primary' as const } : {}
    return {
      line: reader.say('home.support', found),
      button: { label: reader.say('home.open_support'), operation: 'support.mine', ...primary },
    }
  },
}

const returns: Waiting = {
  permissions: ['order.process'],
  async look({ db, member, reader }) {
    const found = counted(await listReturns(db, member, '', { size: MOST_COUNTED }))
    if (found.count === 0) return null
    return {
      line: reader.say('home.returns', found),
      button: { label: reader.say('return.list_title'), operation: 'order.returns' },
    }
  },
}

const everything = [
  ...[assigned, exceptions, lateOrders, conversations, refunds, returns, prices],
  ...[changes('team', 'team.waiting'), changes('payment', 'payments.waiting'), changes('settings', 'settings.waiting')],
  ...[lowOnStock, restocks, reviews, events, trouble],
]

/** What waits for this person. */
export async function waitingBlocks(visit: Visit): Promise<Blocks> {
  const theirs = everything.filter(({ permissions }) => permissions.some((one) => may(visit.member, one)))
  const found = (await Promise.all(theirs.map(({ look }) => look(visit)))).filter((one) => one !== null)
  if (found.length === 0) return []
  const lines = found.map(({ line }) => line).join('\n')
  return [section(`*${visit.reader.say('home.waiting')}*\n${lines}`), buttons(...found.map(({ button }) => button))]
}
