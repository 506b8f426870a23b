import { openEvents, replayEvent } from '../../shop/intake/open-events.ts'
import type { Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { openEventList, replayedEvent } from '../views/storefront.ts'

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
    return done.ok ? { show: replayedEvent(done.value, reader) } : done
  },
}
