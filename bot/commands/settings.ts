import { may } from '../../shop/access/member.ts'
import type { Result } from '../../shop/result.ts'
import { type Asking, askSetting, askUndo } from '../../shop/settings/ask.ts'
import { changeToUndo } from '../../shop/settings/change.ts'
import { settingHistory } from '../../shop/settings/history.ts'
import { parseSetting, settingAndRest, settingNamed } from '../../shop/settings/parse.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import { groupNamed, searchSettings } from '../../shop/settings/search.ts'
import { cutWhen } from '../../shop/settings/when.ts'
import { contradictions, isChannel } from '../checks.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { findChannel } from '../slack/channels.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import {
  settingCard,
  settingModal,
  settingsFound,
  settingsGroup,
  settingsHistory,
  settingsList,
} from '../views/settings.ts'
import { settingsCheck } from '../views/settings-check.ts'
import { changeOperations, changeShown } from './change.ts'
import { besideCard, feedbackOperations, feedbackWords } from './settings-feedback.ts'
import { importOperations, importWords, undoImported } from './settings-import.ts'
import { lookFirst, previewOperations, previewWords } from './settings-preview.ts'
import { schedule, scheduleOperations, scheduleWords } from './settings-schedule.ts'

const PAGE = 15

/** Every group, or the one that is named. */
const list: Operation = {
  id: 'settings.list',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.list',
  async run(call) {
    const { argument, settings, reader } = call
    if (!argument) return { show: settingsList(settings, reader) }
    const group = groupNamed(argument)
    return group ? { show: settingsGroup(group, settings, reader) } : search.run(call)
  },
}

const search: Operation = {
  id: 'settings.search',
  permission: 'settings.view',
  reads: true,
  needs: true,
  usage: 'usage.settings.search',
  async run({ argument, settings, reader }) {
    const keys = searchSettings(argument)
    return { show: settingsFound(argument, keys, settings, reader), empty: keys.length === 0 }
  },
}

async function card(call: Call, key: SettingKey, settings: Settings): Promise<Answer> {
  const { services, member, reader } = call
  const history = await settingHistory(services.db, key, { size: 1 })
  if (!history.ok) return history
  const beside = {
    last: history.value.rows[0],
    undoable: (await changeToUndo(services.db, key)) !== undefined,
    canChange: may(member, 'settings.change'),
    more: await besideCard(call, key, settings),
  }
  return { show: settingCard(key, settings, beside, reader) }
}

const get: Operation = {
  id: 'settings.get',
  permission: 'settings.view',
  reads: true,
  needs: true,
  usage: 'usage.settings.get',
  async run(call) {
    const key = settingNamed(call.argument)
    return key.ok ? card(call, key.value, call.settings) : key
  },
}

const edit: Operation = {
  id: 'settings.edit',
  permission: 'settings.change',
  async run({ argument, settings, reader }) {
    const key = settingNamed(argument)
    return key.ok ? { open: settingModal(key.value, settings, reader) } : key
  },
}

/** The card after a change, with what contradicts it now; or what waits for approval. */
async function changed(call: Call, change: Result<Asking>): Promise<Answer> {
  if (!change.ok) return change
  const { key, settings, waits } = change.value
  if (waits) return changeShown(call, waits)
  const shown = await card(call, key, settings)
  if (!('show' in shown)) return shown
  const found = (await contradictions(call.services, settings, call.now)).filter(({ keys }) => keys.includes(key))
  const warning = found.length > 0 ? settingsCheck(found, call.reader).blocks : []
  const answer = { show: { text: shown.show.text, blocks: [...shown.show.blocks, ...warning] } }
  return unchanged(answer, !change.value.changed, call.reader)
}

/** Sets a setting as a person wrote it. Refuses a channel that Slack does not have. */
async function setTo(call: Call, key: string, text: string, reason: string | null): Promise<Answer> {
  const { services, settings, member, via, now } = call
  // The button beside what would follow is pressed by who has seen it.
  const first = via === 'button' ? null : await lookFirst(call, key, text, reason)
  if (first) return first
  const named = settingNamed(key)
  const value = named.ok && isChannel(named.value) ? parseSetting(named.value, text, settings) : null
  const found = value?.ok ? await findChannel(services.slack, String(value.value)) : null
  if (found?.ok === false) return found
  if (found && named.ok) {
    // The same channel by its name and by its id is no change.
    const now = await findChannel(services.slack, String(settings[named.value]))
    if (now.ok && now.value === found.value)
      return unchanged(await card(call, named.value, settings), true, call.reader)
  }
  return changed(call, await askSetting(services.db, services.jobs, { key, text, reason, member, via }, now))
}

/** A day and a time of a form as a moment is written; '' where both are left empty. */
const momentOf = ({ fields }: Call, name: 'at' | 'until'): string =>
  [fields[`${name}_date`], fields[`${name}_time`]].filter(Boolean).join(' ')

const save: Operation = {
  id: 'settings.save',
  permission: 'settings.change',
  async run(call) {
    const { value = '', reason = null } = call.fields
    const [at, until] = [momentOf(call, 'at'), momentOf(call, 'until')]
    if (!at && !until) return setTo(call, call.argument, value, reason)
    const done = await schedule(call, { key: call.argument, text: value, at, until, reason })
    if (!('code' in done) || !/^setting\.(when|until)/.test(done.code)) return done
    const field = done.code === 'setting.until_before' ? 'until_date' : 'at_date'
    return { problems: { [field]: refusalInField(done, call.reader) } }
  },
}

/** `KEY` opens the modal; `KEY VALUE` sets it at once, or `at` a moment; `-- why` at the end gives the reason. */
const set: Operation = {
  id: 'settings.set',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.set',
  async run(call) {
    const { key, rest } = settingAndRest(call.argument)
    const [, text = '', reason = null] = /^([\s\S]*?)(?:(?:^|\s+)--\s+([\s\S]+))?$/.exec(rest) ?? []
    if (!text) return edit.run({ ...call, argument: key })
    const timed = cutWhen(text)
    if (!timed) return setTo(call, key, text, reason)
    return schedule(call, { key, text: timed.value, at: timed.at, until: timed.until, reason })
  },
}

const history: Operation = {
  id: 'settings.history',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.history',
  async run({ services, argument, settings, reader }) {
    const { text: key, cursor } = paged(argument)
    const page = await settingHistory(services.db, key || null, { size: PAGE, cursor })
    return page.ok ? { show: settingsHistory(key, page.value, settings, reader) } : page
  },
}

/** `KEY` takes the last change of a setting back, `I3` all that an import changed. */
const undo: Operation = {
  id: 'settings.undo',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.undo',
  async run(call) {
    const { services, member, via, now, argument } = call
    if (/^i\d+$/i.test(argument)) return undoImported(call)
    return changed(call, await askUndo(services.db, services.jobs, { key: argument, member, via }, now))
  },
}

const check: Operation = {
  id: 'settings.check',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.check',
  run: async ({ services, settings, reader, now }) => ({
    show: settingsCheck(await contradictions(services, settings, now), reader),
  }),
}

const approvals = changeOperations('settings', 'settings', 'settings.change')

export const settings: Command = {
  name: 'settings',
  words: {
    ...{ list, search, get, set, history, undo, check },
    ...{ ...previewWords, ...scheduleWords, ...importWords, ...feedbackWords, ...approvals.words, '': list },
  },
}
export const settingsOperations = [
  ...[list, search, get, edit, save, set, history, undo, check],
  ...[previewOperations, scheduleOperations, importOperations, feedbackOperations, approvals.all].flat(),
]
