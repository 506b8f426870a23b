import { listSubscriptions } from '../analytics/subscriptions/subscription.ts'
import { isMember } from '../shop/messages.ts'
import { type Contradiction, checkSettings } from '../shop/settings/check.ts'
import { checkRecords } from '../shop/settings/check-records.ts'
import { settingOf } from '../shop/settings/parse.ts'
import { isSettingKey, type SettingKey, type Settings } from '../shop/settings/registry.ts'
import type { Services } from './operation.ts'
import { findChannel } from './slack/channels.ts'

export const isChannel = (key: SettingKey): boolean => settingOf(key).control === 'channel'

/** Everything that is wrong among the settings: in themselves, beside the records, and beside what Slack has. */
export async function contradictions(
  { db, slack }: Services,
  settings: Settings,
  now: Temporal.Instant,
): Promise<readonly Contradiction[]> {
  const lost = async (channel: string) => (await findChannel(slack, channel)).ok === false
  const named = Object.keys(settings).filter(isSettingKey).filter(isChannel)
  const missing = await Promise.all(named.map((key) => lost(String(settings[key]))))
  const isNamed = (channel: string) => !isSettingKey(channel) && !isMember(channel)
  const reports = (await listSubscriptions(db)).filter(({ channel, paused }) => !paused && isNamed(channel))
  const gone = await Promise.all(reports.map(({ channel }) => lost(channel)))
  const ids = reports.filter((_, at) => gone[at]).map(({ id }) => `#${id}`)
  return [
    ...checkSettings(settings),
    ...named.filter((_, at) => missing[at]).map((key) => ({ code: 'channel_missing' as const, keys: [key] })),
    ...(ids.length > 0
      ? [{ code: 'subscription_channel_missing' as const, keys: [], values: { ids: ids.join(', ') } }]
      : []),
    ...(await checkRecords(db, settings, now)),
  ]
}
