import type { KnownBlock } from '@slack/types'
import type { Page } from '../../shop/pages.ts'
import type { Contradiction } from '../../shop/settings/check.ts'
import type { PastChange } from '../../shop/settings/history.ts'
import { settingGroups, settingWords } from '../../shop/settings/list.ts'
import { allowedWords, settingNamed, settingOf } from '../../shop/settings/parse.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import {
  buttons,
  channelLabel,
  context,
  escapeText,
  fields,
  header,
  lineSections,
  type Message,
  type Modal,
  quote,
  section,
} from '../blocks.ts'
import { channelInput, numberInput, selectInput, textInput, timeInput, yesNoInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

const valueText = (key: SettingKey, value: unknown, settings: Settings, reader: Reader): string =>
  settingOf(key).control === 'channel'
    ? channelLabel(String(value))
    : escapeText(settingWords(key, value, settings, reader.locale))

/** Every setting by group, with its value. */
export function settingsList(settings: Settings, reader: Reader): Message {
  const title = reader.say('settings.title')
  const groups = settingGroups.flatMap(({ group, keys }) => [
    header(reader.say(`setting.group.${group}`)),
    ...fields(keys.map((key) => [reader.say(`setting.${key}`), valueText(key, settings[key], settings, reader)])),
  ])
  return { text: title, blocks: [...groups, context(reader.say('settings.list_hint'))] }
}

/** One setting: what it means, its value, who changed it last. */
export function settingCard(
  key: SettingKey,
  settings: Settings,
  { last, undoable }: { last: PastChange | undefined; undoable: boolean },
  canChange: boolean,
  reader: Reader,
): Message {
  const name = reader.say(`setting.${key}`)
  const value = valueText(key, settings[key], settings, reader)
  const row = [
    ...(canChange
      ? [{ label: reader.say('button.change'), operation: 'settings.edit', argument: key, style: 'primary' as const }]
      : []),
    { label: reader.say('button.history'), operation: 'settings.history', argument: key },
    ...(canChange && undoable ? [{ label: reader.say('button.undo'), operation: 'settings.undo', argument: key }] : []),
  ]
  return {
    text: `${name}: ${value}`,
    blocks: [
      section(`*${name}*  \`${key}\`\n${reader.say(`setting.${key}.about`)}`),
      section(`*${value}*`),
      ...(last ? [context(changeLine(last, settings, reader))] : []),
      buttons(...row),
    ],
  }
}

function changeLine(change: PastChange, settings: Settings, reader: Reader): string {
  const values = {
    before: valueText(change.key, change.before, settings, reader),
    after: valueText(change.key, change.after, settings, reader),
    who: change.member ? `<@${change.member}>` : 'Backroom',
    when: reader.when(change.at),
  }
  const line = reader.say(change.undoes ? 'settings.undone_line' : 'settings.change_line', values)
  return change.reason ? `${line} ${reader.say('settings.reason', { reason: quote(change.reason) })}` : line
}

/** What changed, newest first. */
export function settingsHistory(key: string, page: Page<PastChange>, settings: Settings, reader: Reader): Message {
  const named = key ? settingNamed(key) : null
  const about = named?.ok ? reader.say(`setting.${named.value}`) : reader.say('settings.all')
  const title = reader.say('settings.history_title', { key: about })
  const lines = page.rows.map(
    (change) => `${named ? '' : `*${reader.say(`setting.${change.key}`)}*: `}${changeLine(change, settings, reader)}`,
  )
  const more = pageButtons(page, 'settings.history', key, reader)
  const body = lineSections(lines.length > 0 ? lines : [reader.say('settings.history_empty')])
  return { text: title, blocks: [header(title), ...body, ...more] }
}

/** What contradicts what, or that nothing does. */
export function settingsCheck(found: readonly Contradiction[], reader: Reader): Message {
  const title = reader.say('settings.check_title', { count: found.length })
  const blocks = found.map(({ code, keys }) =>
    section(
      `⚠️ ${reader.say(`setting.check.${code}`)}\n${reader.list(keys.map((key) => `*${reader.say(`setting.${key}`)}*`))}`,
    ),
  )
  return { text: title, blocks: [header(title), ...blocks] }
}

/** The input for a setting's value, drawn from how the setting is defined. */
function valueInput(key: SettingKey, settings: Settings, reader: Reader): KnownBlock {
  const { control, choices = [] } = settingOf(key)
  const value = settings[key]
  const options = { label: reader.say(`setting.${key}`), hint: allowedWords(key, settings, reader.locale) }
  switch (control) {
    case 'number':
      return numberInput('value', { ...options, value: Number(value) })
    case 'choice':
      return selectInput('value', {
        ...options,
        value: String(value),
        choices: choices.map((choice) => ({
          label: settingWords(key, choice, settings, reader.locale),
          value: choice,
        })),
      })
    case 'yes_no':
      return yesNoInput('value', {
        ...options,
        yes: reader.say('setting.yes'),
        no: reader.say('setting.no'),
        value: String(value) === 'true',
      })
    case 'time':
      return timeInput('value', { ...options, value: String(value) })
    case 'channel':
      return channelInput('value', {
        ...options,
        value: /^[CG][A-Z0-9]+$/.test(String(value)) ? String(value) : undefined,
      })
    default:
      return textInput('value', { ...options, value: String(value) })
  }
}

/** The modal that changes one setting. */
export const settingModal = (key: SettingKey, settings: Settings, reader: Reader): Modal => ({
  title: reader.say('settings.modal_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'settings.save',
  argument: key,
  blocks: [
    section(`*${reader.say(`setting.${key}`)}*  \`${key}\`\n${reader.say(`setting.${key}.about`)}`),
    context(reader.say('settings.now', { value: valueText(key, settings[key], settings, reader) })),
    valueInput(key, settings, reader),
    textInput('reason', {
      label: reader.say('field.reason'),
      hint: reader.say('settings.reason_hint'),
      optional: true,
      long: true,
    }),
  ],
})
