import type { Key } from '../../shop/i18n/index.ts'
import type { DiffLine } from '../../shop/settings/diff.ts'
import type { Shown } from '../../shop/settings/import.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import {
  buttons,
  clip,
  context,
  escapeText,
  header,
  lineSections,
  type Message,
  type Modal,
  section,
} from '../blocks.ts'
import { fileInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { changeText } from './setting-words.ts'
import { type Consequences, consequenceLines } from './settings-preview.ts'

/** Asks for a file, or for pasted lines. */
export const importModal = (reader: Reader): Modal => ({
  title: reader.say('settings.import_title'),
  submit: reader.say('settings.preview'),
  close: reader.say('button.cancel'),
  operation: 'settings.import_save',
  blocks: [
    section(reader.say('settings.import_about')),
    fileInput('file', { label: reader.say('settings.import_file'), types: ['yaml', 'yml', 'txt'], optional: true }),
    textInput('text', {
      ...{ label: reader.say('settings.import_text'), hint: reader.say('settings.import_text_hint') },
      ...{ optional: true, long: true, placeholder: 'stock.safety_level: 12' },
    }),
    textInput('reason', {
      ...{ label: reader.say('field.reason'), hint: reader.say('settings.reason_hint'), optional: true },
    }),
  ],
})

/** Of refused lines so many are shown. */
const MOST_REFUSED = 20

/** What an import would change, line by line, with what follows from each; and the lines that are left out, with why. */
export function importDiff(
  { id, changes, same, refused }: Pick<Shown, 'id' | 'changes' | 'same' | 'refused'>,
  what: readonly Consequences[],
  settings: Settings,
  reader: Reader,
  above?: Key,
): Message {
  const title = reader.say('settings.import_diff', { count: changes.length })
  const none = { effects: [], found: [], approval: false }
  const lines = changes.map((change, at) => {
    const { effects, found, approval } = what[at] ?? none
    const more = effects.length + found.length + (approval ? 1 : 0) > 0
    const follows = more ? consequenceLines({ effects, found, approval }, reader) : []
    return [changeText(change, settings, reader), ...follows.map((line) => `    ${line}`)].join('\n')
  })
  const wrong = refused
    .slice(0, MOST_REFUSED)
    .map(({ line, key, why }) =>
      reader.say('settings.import_refused', { line, key: escapeText(clip(key, 60)), why: refusalText(why, reader) }),
    )
  const apply = {
    ...{ label: reader.say('settings.import_apply', { count: changes.length }), operation: 'settings.apply' },
    ...{ argument: id, style: 'primary' as const },
  }
  return {
    text: title,
    blocks: [
      header(title),
      ...(above ? [section(`🔄 ${reader.say(above)}`)] : []),
      ...lineSections(lines),
      ...lineSections(wrong.map((line) => `⛔ ${line}`)),
      ...(refused.length > MOST_REFUSED
        ? [context(reader.say('settings.more_found', { count: refused.length - MOST_REFUSED }))]
        : []),
      ...(same > 0 ? [context(reader.say('settings.import_same', { count: same }))] : []),
      ...(changes.length > 0 ? [buttons(apply)] : []),
    ],
  }
}

/** What an import has changed, by its name (I3), with the way to take all of it back. */
export function importApplied(id: string, changes: readonly DiffLine[], settings: Settings, reader: Reader): Message {
  const title = reader.say('settings.import_applied', { id, count: changes.length })
  const lines = changes.map((change) => changeText(change, settings, reader))
  const undo = { label: reader.say('settings.import_undo', { id }), operation: 'settings.undo', argument: id }
  return { text: title, blocks: [header(title), ...lineSections(lines), buttons(undo)] }
}
