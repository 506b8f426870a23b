import { ok } from '../../shop/result.ts'
import { parseSetting, settingNamed } from '../../shop/settings/parse.ts'
import { cancelSchedule, openSchedules, scheduleSetting } from '../../shop/settings/schedule.ts'
import { isChannel } from '../checks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { findChannel } from '../slack/channels.ts'
import { scheduleList, scheduleMessage } from '../views/settings-schedule.ts'
import { changeShown } from './change.ts'

const PAGE = 10

/** Has a setting set at a moment. Refuses a channel that Slack does not have now. */
export async function schedule(
  call: Call,
  asked: { key: string; text: string; at: string; until: string; reason: string | null },
): Promise<Answer> {
  const { services, settings, member, reader, via, now } = call
  const key = settingNamed(asked.key)
  const channel = key.ok && isChannel(key.value) ? parseSetting(key.value, asked.text, settings) : null
  const there = channel?.ok ? await findChannel(services.slack, String(channel.value)) : ok(null)
  if (!there.ok) return there
  const done = await scheduleSetting(services.db, services.jobs, { ...asked, member, via }, now)
  if (!done.ok) return done
  const { scheduled, waits } = done.value
  return scheduled ? { show: scheduleMessage(scheduled, settings, true, reader) } : changeShown(call, waits)
}

async function listing({ services, settings, argument, reader }: Call): Promise<Answer> {
  const page = await openSchedules(services.db, { size: PAGE, cursor: paged(argument).cursor })
  return { show: scheduleList(page, settings, reader) }
}

/** What is to come. */
const scheduled: Operation = {
  id: 'settings.scheduled',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.scheduled',
  run: listing,
}

/** `#3`: it does not come. */
const cancel: Operation = {
  id: 'settings.cancel',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.cancel',
  async run(call) {
    const { services, settings, member, argument: number, reader, via, now } = call
    const done = await cancelSchedule(services.db, services.jobs, { number, member, via }, now)
    return done.ok ? { show: scheduleMessage(done.value, settings, false, reader) } : done
  },
}

export const scheduleWords = { scheduled, cancel }
export const scheduleOperations = [scheduled, cancel]
