import { scheduleWords } from '../../analytics/subscriptions/schedule.ts'
import type { Subscription } from '../../analytics/subscriptions/subscriptions.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { type Blocks, buttons, channelLabel, context, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'

const wordsOf = ({ report, schedule, zone, channel, id, owner }: Subscription, reader: Reader) => ({
  id,
  report: reader.say(`report.${report}` as Key),
  schedule: scheduleWords(schedule, reader.locale),
  zone,
  channel: channelLabel(channel),
  owner: `<@${owner}>`,
})

/** That a report was scheduled, and when it comes first. */
export function scheduledMessage(subscription: Subscription, next: Temporal.Instant | null, reader: Reader): Message {
  const text = reader.say('report.scheduled', {
    ...wordsOf(subscription, reader),
    next: next ? reader.when(next) : '–',
  })
  return { text, blocks: [section(text)] }
}

/** Every scheduled report, with what the reader may do about it. `ofAll`: they see those of the whole shop. */
export function subscriptionList(
  rows: readonly { subscription: Subscription; next: Temporal.Instant | null }[],
  canChange: boolean,
  ofAll: boolean,
  reader: Reader,
): Message {
  const title = reader.say('report.schedules_title')
  const blocks: Blocks = rows.slice(0, 20).flatMap(({ subscription, next }) => {
    const { id, paused } = subscription
    const state = paused
      ? reader.say('report.paused')
      : next
        ? reader.say('report.next', { when: reader.when(next) })
        : ''
    const line = section(`${reader.say('report.subscription', wordsOf(subscription, reader))}\n_${state}_`)
    if (!canChange) return [line]
    const toggle = paused
      ? { label: reader.say('report.resume'), operation: 'report.resume', argument: id }
      : { label: reader.say('report.pause'), operation: 'report.pause', argument: id }
    const confirm = {
      title: reader.say('report.remove'),
      text: reader.say('report.remove_confirm'),
      yes: reader.say('report.remove'),
      no: reader.say('button.cancel'),
    }
    return [
      line,
      buttons(toggle, {
        label: reader.say('report.remove'),
        operation: 'report.remove',
        argument: id,
        style: 'danger',
        confirm,
      }),
    ]
  })
  const shown =
    blocks.length > 0 ? blocks : [section(reader.say(canChange ? 'report.schedules_empty' : 'report.schedules_none'))]
  const hint =
    canChange && blocks.length > 0
      ? [context(reader.say(ofAll ? 'report.schedules_hint' : 'report.schedules_hint_own'))]
      : []
  return { text: title, blocks: [header(title), ...shown, ...hint] }
}
