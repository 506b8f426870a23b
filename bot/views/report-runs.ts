import type { RunOutcome } from '../../analytics/subscriptions/runs.ts'
import type { Subscription } from '../../analytics/subscriptions/subscription.ts'
import type { Refusal } from '../../shop/result.ts'
import { buttons, header, lineSections, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { particulars, type ShownSubscription, subscriptionButton, subscriptionWords } from './subscriptions.ts'

/** One run: when, how it went, and why. */
function runLine({ slot, state, late, asked, attempts, retryAt, trouble }: RunOutcome, reader: Reader): string {
  const values = { attempts, at: retryAt ? reader.when(retryAt) : '' }
  const about = [
    reader.say(state === 'skipped' && !trouble ? 'report.run.empty' : `report.run.${state}`, values),
    ...(late && state === 'posted' ? [reader.say('report.run.late')] : []),
    ...(asked ? [reader.say('report.run.asked')] : []),
  ]
  const why = trouble && state !== 'posted' ? `\n>${refusalText(trouble, reader)}` : ''
  return `${reader.when(slot)}  ${about.join(' · ')}${why}`
}

/** The last runs of a subscription and how they went. `canChange`: the reader may do something about it. */
export function runList(
  subscription: Subscription,
  runs: readonly RunOutcome[],
  canChange: boolean,
  reader: Reader,
): Message {
  const title = reader.say('report.runs_title')
  const about = reader.say('report.subscription', subscriptionWords(subscription, reader))
  const lines = runs.length > 0 ? runs.map((run) => runLine(run, reader)) : [reader.say('report.runs_none')]
  const { id } = subscription
  const row = canChange
    ? [buttons(subscriptionButton('run', id, reader), subscriptionButton('change', id, reader))]
    : []
  return { text: title, blocks: [header(title), section(about), ...lineSections(lines), ...row] }
}

/** For the owner: a report could not be posted, why, and what they can do. */
export function runFailedMessage(
  { subscription, slot, trouble }: { subscription: ShownSubscription; slot: Temporal.Instant; trouble: Refusal },
  reader: Reader,
): Message {
  const words = { ...subscriptionWords(subscription, reader), at: reader.when(slot) }
  const why = `>${refusalText(trouble, reader)}`
  const told = `⚠️ ${reader.say('report.failed', words)}`
  const text = [told, particulars(subscription, reader), why].filter(Boolean).join('\n')
  const row = (['run', 'change', 'runs', 'pause'] as const).map((does) =>
    subscriptionButton(does, subscription.id, reader),
  )
  return { text, blocks: [section(text), buttons(...row)] }
}

/** For an administrator: a report that was somebody else's is theirs now. */
export function subscriptionPassedMessage(subscription: ShownSubscription, from: string, reader: Reader): Message {
  const told = `📬 ${reader.say('report.passed', { ...subscriptionWords(subscription, reader), from: `<@${from}>` })}`
  const text = [told, particulars(subscription, reader)].filter(Boolean).join('\n')
  const row = (['change', 'pause'] as const).map((does) => subscriptionButton(does, subscription.id, reader))
  return { text, blocks: [section(text), buttons(...row)] }
}
