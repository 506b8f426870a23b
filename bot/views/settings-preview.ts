import type { Contradiction } from '../../shop/settings/check.ts'
import type { Effect } from '../../shop/settings/effects.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import { type Blocks, buttons, context, header, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { changeText, effectText } from './setting-words.ts'
import { contradictionText } from './settings-check.ts'

/** What would follow from a change before it is made. */
export interface Consequences {
  readonly effects: readonly Effect[]
  /** What would contradict it that does not now. */
  readonly found: readonly Contradiction[]
  /** Somebody else would have to agree. */
  readonly approval: boolean
}

/** The consequences, a line each; that none is known where there is none. */
export function consequenceLines({ effects, found, approval }: Consequences, reader: Reader): string[] {
  const lines = [
    ...effects.map((effect) => `• ${effectText(effect, reader)}`),
    ...found.map((one) => `⚠️ ${contradictionText(one, reader)}`),
    ...(approval ? [`🔒 ${reader.say('settings.would_wait')}`] : []),
  ]
  return lines.length > 0 ? lines : [reader.say('settings.no_effect')]
}

interface Change {
  key: SettingKey
  before: unknown
  after: unknown
}

/** The part of a form that tells what would follow from what is written in it. */
export const previewBlocks = (change: Change, what: Consequences, settings: Settings, reader: Reader): Blocks => [
  section([changeText(change, settings, reader), ...consequenceLines(what, reader)].join('\n')),
]

/** The same as a message, with a button that makes the change. `text`: the value as it was written. */
export function previewMessage(
  change: Change,
  text: string,
  what: Consequences,
  settings: Settings,
  canChange: boolean,
  reader: Reader,
): Message {
  const title = reader.say('settings.preview_title')
  const save = { label: reader.say('button.save'), operation: 'settings.set', argument: `${change.key} ${text}` }
  const same = change.before === change.after
  return {
    text: title,
    blocks: [
      header(title),
      ...previewBlocks(change, what, settings, reader),
      ...(same ? [context(reader.say('answer.unchanged'))] : []),
      ...(canChange && !same ? [buttons({ ...save, style: 'primary' })] : []),
    ],
  }
}
