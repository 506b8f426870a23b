import { dismissEvent, openEvents, replayEvent } from '../../shop/intake/open-events.ts'
import type { Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { openEventList, settledEvent } from '../views/storefront.ts'

const PAGE = 8

/** What storefronts told that is not applied. */
export const events: Operation = {
  id: 'backroom.events',
  permission: 'storefront.manage',
  reads: true,
  usage: 'usage.backroom.events',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await openEvents(services.db, member, { size: PAGE, cursor })
    return page.ok ? { show: openEventList(page.value, reader) } : page
  },
}

/** `ID`: applies one anew. */
export const replay: Operation = {
  id: 'backroom.replay',
  permission: 'storefront.manage',
  needs: true,
  usage: 'usage.backroom.replay',
  async run({ services, member, argument: id, via, now, reader }) {
    const done = await replayEvent(services.db, services.jobs, { id, member, via }, now)
    return done.ok ? { show: settledEvent(done.value, reader) } : done
  },
}

/** `ID`: puts one away. */
export const dismiss: Operation = {
  id: 'backroom.dismiss',
  permission: 'storefront.manage',
  needs: true,
  usage: 'usage.backroom.dismiss',
  async run({ services, member, argument: id, via, now, reader }) {
    const done = await dismissEvent(services.db, { id, member, via }, now)
    return done.ok ? { show: settledEvent(done.value, reader) } : done
  },
}
