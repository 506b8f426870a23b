import { openEvents } from '../../shop/intake/open-events.ts'
import { unansweredRestocks } from '../../shop/restocks/restock.ts'
import { reviewQueue } from '../../shop/reviews/list.ts'
import { wrongNow } from '../../shop/settings/self-checks.ts'
import { lowStock } from '../../shop/stock/look-up.ts'
import { conversationsWaiting } from '../../shop/support/list.ts'
import { counted, MOST_COUNTED, type Waiting } from './waiting-for.ts'

export const conversations: Waiting = {
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

export const lowOnStock: Waiting = {
  permissions: ['stock.view'],
  async look({ db, settings, member, reader }) {
    const found = counted(await lowStock(db, settings, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.low_stock', found),
      button: { label: reader.say('home.open_low_stock'), operation: 'stock.low' },
    }
  },
}

export const restocks: Waiting = {
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

export const reviews: Waiting = {
  permissions: ['review.moderate'],
  async look({ db, member, reader }) {
    const found = counted(await reviewQueue(db, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.reviews', found),
      button: { label: reader.say('home.open_reviews'), operation: 'review.queue' },
    }
  },
}

export const events: Waiting = {
  permissions: ['storefront.manage'],
  async look({ db, member, reader }) {
    const found = counted(await openEvents(db, member, { size: MOST_COUNTED }))
    return {
      line: reader.say('home.events', found),
      button: { label: reader.say('home.open_events'), operation: 'backroom.events' },
    }
  },
}

export const trouble: Waiting = {
  permissions: ['doctor.run'],
  async look({ db, reader }) {
    const count = await wrongNow(db)
    if (count === 0) return null
    const button = { label: reader.say('doctor.again'), operation: 'backroom.doctor' }
    return { line: reader.say('home.doctor', { count }), button }
  },
}
