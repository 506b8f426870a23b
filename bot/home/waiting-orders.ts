import { exceptionQueue, unansweredLate } from '../../shop/exceptions/queue.ts'
import { assignedTo } from '../../shop/orders/assign.ts'
import { listReturns } from '../../shop/returns/list.ts'
import { counted, MOST_COUNTED, type Waiting } from './waiting-for.ts'

export const assigned: Waiting = {
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

export const exceptions: Waiting = {
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

export const lateOrders: Waiting = {
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

export const returns: Waiting = {
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
