import type { KnownBlock } from '@slack/types'
import type { Page } from '../../shop/pages.ts'
import type { PastChange } from '../../shop/settings/history.ts'
import { type GroupName, settingGroups, settingWords } from '../../shop/settings/list.ts'
import { allowedWords, settingNamed, settingOf } from '../../shop/settings/parse.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import {
  type Blocks,
  type Button,
  buttons,
  context,
  escapeText,
  header,
  lineSections,
  type Message,
  type Modal,
  quote,
  section,
  sectionWith,
} from '../blocks.ts'
import { channelInput, dateInput, numberInput, selectInput, textInput, timeInput, yesNoInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { valueText } from './setting-words.ts'

const nameAndKey = (key: SettingKey, reader: Reader): string => `*${reader.say(`setting.${key}`)}*  \`${key}\``

/** Every setting with its value, a section a group; each group opens. */
export function settingsList(settings: Settings, reader: Reader): Message {
  const title = reader.say('settings.title')
  const groups = settingGroups.map(({ group, keys }) => {
    const lines = keys.map(
      (key) => `${reader.say(`setting.${key}`)}: *${valueText(key, settings[key], settings, reader)}*`,
    )
    const open = { label: reader.say('button.open'), operation: 'settings.list', argument: group }
    return sectionWith([`*${reader.say(`setting.group.${group}`)}*`, ...lines].join('\n'), open)
  })
  return { text: title, blocks: [header(title), ...groups, context(reader.say('settings.list_hint'))] }
}

/** Of many settings a message has room for so many. */
const MOST_LISTED = 40

/** Some settings with what they mean; each opens. */
function settingsSome(title: string, keys: readonly SettingKey[], settings: Settings, reader: Reader): Message {
  const rows = keys
    .slice(0, MOST_LISTED)
    .map((key) =>
      sectionWith(
        `${nameAndKey(key, reader)}: *${valueText(key, settings[key], settings, reader)}*\n${reader.say(`setting.${key}.about`)}`,
        { label: reader.say('button.open'), operation: 'settings.get', argument: key },
      ),
    )
  const more = keys.length - rows.length
  const end = more > 0 ? [context(reader.say('settings.more_found', { count: more }))] : []
  return { text: escapeText(title), blocks: [header(title), ...rows, ...end] }
}

/** One group of settings. */
export function settingsGroup(group: GroupName, settings: Settings, reader: Reader): Message {
  const keys = settingGroups.find((one) => one.group === group)?.keys ?? []
  return settingsSome(reader.say(`setting.group.${group}`), keys, settings, reader)
}

/** Settings that words fit, or what to do where none does. */
export function settingsFound(text: string, keys: readonly SettingKey[], settings: Settings, reader: Reader): Message {
  const title = reader.say('settings.search_title', { text })
  if (keys.length > 0) return settingsSome(title, keys, settings, reader)
  const all = { label: reader.say('settings.title'), operation: 'settings.list' }
  return {
    text: escapeText(title),
    blocks: [header(title), section(reader.say('settings.search_empty')), buttons(all)],
  }
}

/** What stands beside a setting: its last change, what is to come, what people think of it. */
export interface Beside {
  last: PastChange | undefined
  undoable: boolean
  /** Who reads it may change it. */
  canChange: boolean
  more: Blocks
}

/** One setting: what it means, its value, who changed it last, and what else there is to know. */
export function settingCard(
  key: SettingKey,
  settings: Settings,
  { last, undoable, canChange, more }: Beside,
  reader: Reader,
): Message {
  const name = reader.say(`setting.${key}`)
  const value = valueText(key, settings[key], settings, reader)
  const act = (label: Button['label'], operation: string, style?: 'primary'): Button => ({
    ...{ label, operation, argument: key },
    ...(style && { style }),
  })
  const row = [
    ...(canChange ? [act(reader.say('button.change'), 'settings.edit', 'primary')] : []),
    act(reader.say('button.history'), 'settings.history'),
    ...(canChange && undoable ? [act(reader.say('button.undo'), 'settings.undo')] : []),
    act(reader.say('feedback.give'), 'settings.feedback'),
  ]
  return {
    text: `${name}: ${value}`,
    blocks: [
      section(`${nameAndKey(key, reader)}\n${reader.say(`setting.${key}.about`)}`),
      section(`*${value}*`),
      ...(last ? [context(changeLine(last, settings, reader))] : []),
      ...more,
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

/** A moment that may be left empty, as a day and a time of the shop's clock. */
const momentInputs = (name: 'at' | 'until', settings: Settings, reader: Reader): KnownBlock[] => [
  dateInput(`${name}_date`, {
    label: reader.say(`settings.${name}_date`),
    hint: reader.say(`settings.${name}_hint`, { zone: settings['shop.timezone'] }),
    optional: true,
  }),
  timeInput(`${name}_time`, { label: reader.say(`settings.${name}_time`), optional: true }),
]

/** The modal that changes one setting, at once or at a moment. `preview`: what would follow from what is written in it. */
export const settingModal = (key: SettingKey, settings: Settings, reader: Reader, preview: Blocks = []): Modal => ({
  title: reader.say('settings.modal_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'settings.save',
  argument: key,
  blocks: [
    section(`${nameAndKey(key, reader)}\n${reader.say(`setting.${key}.about`)}`),
    context(reader.say('settings.now', { value: valueText(key, settings[key], settings, reader) })),
    valueInput(key, settings, reader),
    buttons({ label: reader.say('settings.preview'), operation: 'settings.preview_form', argument: key }),
    ...preview,
    textInput('reason', {
      label: reader.say('field.reason'),
      hint: reader.say('settings.reason_hint'),
      optional: true,
      long: true,
    }),
    ...momentInputs('at', settings, reader),
    ...momentInputs('until', settings, reader),
  ],
})
