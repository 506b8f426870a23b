import { listRules } from '../analytics/alerts/rules.ts'
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
  const reports = (await listSubscriptions(db)).filter(({ paused }) => !paused)
  const alerts = (await listRules(db)).filter(({ muted }) => !muted)
  /** The numbers of those whose own channel is lost. */
  const astray = async (all: readonly { id: string; channel: string | null }[]) => {
    const own = all.filter(({ channel }) => channel !== null && !isSettingKey(channel) && !isMember(channel))
    const gone = await Promise.all(own.map(({ channel }) => lost(channel ?? '')))
    return own.filter((_, at) => gone[at]).map(({ id }) => `#${id}`)
  }
  const found = (code: 'subscription_channel_missing' | 'alert_channel_missing', ids: readonly string[]) =>
    ids.length > 0 ? [{ code, keys: [], values: { ids: ids.join(', ') } }] : []
  return [
    ...checkSettings(settings),
    ...named.filter((_, at) => missing[at]).map((key) => ({ code: 'channel_missing' as const, keys: [key] })),
    ...found('subscription_channel_missing', await astray(reports)),
    ...found('alert_channel_missing', await astray(alerts)),
    ...(await checkRecords(db, settings, now)),
  ]
}
