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

/** `ID`: settles one. */
const settling = (name: 'redrive' | 'skip', settle: typeof skipCallback, how: 'redriven' | 'skipped'): Operation => ({
  id: `backroom.${name}`,
  permission: 'storefront.manage',
  needs: true,
  usage: `usage.backroom.${name}`,
  async run({ services: { db, jobs }, member, argument: id, via, now, reader }) {
    const done = await settle(db, jobs, { id, member, via }, now)
    return done.ok ? { show: settledCallback(done.value, how, reader) } : done
  },
})
/** Sends one once more. */
export const redrive = settling('redrive', redriveCallback, 'redriven')
/** Gives one up. */
export const skip = settling('skip', skipCallback, 'skipped')
