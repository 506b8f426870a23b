import type { Actor } from '../../analytics/actor.ts'
import { pauseSubscription, removeSubscription, resumeSubscription } from '../../analytics/subscriptions/change.ts'
import { lastRuns, runNow } from '../../analytics/subscriptions/runs.ts'
import { nextSlot } from '../../analytics/subscriptions/slots.ts'
import { listSubscriptions, type Subscription } from '../../analytics/subscriptions/subscription.ts'
import { may, scopeOf } from '../../shop/access/member.ts'
import { pageByPosition } from '../../shop/pages.ts'
import { type Result, refuse } from '../../shop/result.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { unchanged } from '../slack/render.ts'
import { runList } from '../views/report-runs.ts'
import { runningMessage, shownSubscription, subscriptionList } from '../views/subscriptions.ts'
import { actorOf } from './report-schedule.ts'

const PAGE = 10

async function listing(call: Call): Promise<Answer> {
  const { services, settings, member, reader, now } = call
  const scope = scopeOf(member, 'report.view')
  if (scope === '') return refuse('report.nothing_of_yours')
  const found = await listSubscriptions(services.db, scope)
  const page = await pageByPosition({ size: PAGE, cursor: paged(call.argument).cursor }, async (limit, offset) =>
    Promise.all(
      found.slice(offset, offset + limit).map(async (subscription) => ({
        subscription: await shownSubscription(services.db, subscription, settings),
        next: nextSlot(subscription, now),
      })),
    ),
  )
  return { show: subscriptionList(page, may(member, 'report.schedule'), scope === null, reader) }
}

export const list: Operation = {
  id: 'report.list',
  permission: 'report.view',
  reads: true,
  usage: 'usage.report.list',
  run: listing,
}

/** How the last runs of a subscription went. */
const runs: Operation = {
  id: 'report.runs',
  permission: 'report.view',
  reads: true,
  needs: true,
  usage: 'usage.report.runs',
  async run({ services, settings, member, argument, reader }) {
    const found = await lastRuns(services.db, argument, scopeOf(member, 'report.view'))
    if (!found.ok) return found
    const { subscription, runs } = found.value
    const shown = await shownSubscription(services.db, subscription, settings)
    return { show: runList(shown, runs, may(member, 'report.schedule'), reader) }
  },
}

/** Has a subscription posted once more now. */
const run: Operation = {
  id: 'report.run',
  permission: 'report.schedule',
  needs: true,
  async run(call) {
    const { services, settings, argument, reader, now } = call
    const done = await runNow(services.db, services.jobs, argument, actorOf(call), now)
    if (!done.ok) return done
    return { show: runningMessage(await shownSubscription(services.db, done.value, settings), reader) }
  },
}

type Change = (
  db: Call['services']['db'],
  id: string,
  actor: Actor,
  now: Temporal.Instant,
) => Promise<Result<Subscription & { changed: boolean }>>

/** Changes one subscription and shows the list as it is then. */
const changing = (id: string, change: Change): Operation => ({
  id,
  permission: 'report.schedule',
  needs: true,
  usage: 'usage.report.pause',
  async run(call) {
    const { services, argument, now } = call
    const done = await change(services.db, argument, actorOf(call), now)
    return done.ok ? unchanged(await listing(call), !done.value.changed, call.reader) : done
  },
})

const pause = changing('report.pause', pauseSubscription)
const resume = changing('report.resume', resumeSubscription)
const remove = changing('report.remove', removeSubscription)

export const listWords = { schedules: list, list, pause, resume, run, runs, remove }
export const listOperations = [list, runs, run, pause, resume, remove]
