import { openCallbacks, redriveCallback, skipCallback } from '../../shop/callbacks/open.ts'
import type { Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { openCallbackList, settledCallback } from '../views/callbacks.ts'

const PAGE = 8

/** What the storefront has not been told yet. */
export const callbacks: Operation = {
  id: 'backroom.callbacks',
  permission: 'storefront.manage',
  reads: true,
  usage: 'usage.backroom.callbacks',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await openCallbacks(services.db, member, { size: PAGE, cursor })
    return page.ok ? { show: openCallbackList(page.value, reader) } : page
  },
}

/** `ID`: sends one once more. */
export const redrive: Operation = {
  id: 'backroom.redrive',
  permission: 'storefront.manage',
  needs: true,
  usage: 'usage.backroom.redrive',
  async run({ services: { db, jobs }, member, argument: id, via, now, reader }) {
    const done = await redriveCallback(db, jobs, { id, member, via }, now)
    return done.ok ? { show: settledCallback(done.value, 'redriven', reader) } : done
  },
}

/** `ID`: gives one up. */
export const skip: Operation = {
  id: 'backroom.skip',
  permission: 'storefront.manage',
  needs: true,
  usage: 'usage.backroom.skip',
  async run({ services: { db, jobs }, member, argument: id, via, now, reader }) {
    const done = await skipCallback(db, jobs, { id, member, via }, now)
    return done.ok ? { show: settledCallback(done.value, 'skipped', reader) } : done
  },
}
