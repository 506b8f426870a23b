import { may } from '../../shop/access/member.ts'
import { approvalTroubles } from '../../shop/changes/check.ts'
import { rateTroubles } from '../../shop/rates/alert.ts'
import type { Result } from '../../shop/result.ts'
import { askSetting, askUndo } from '../../shop/settings/ask.ts'
import { type Asking, changeToUndo } from '../../shop/settings/change.ts'
import { type Contradiction, checkSettings } from '../../shop/settings/check.ts'
import { settingHistory } from '../../shop/settings/history.ts'
import { parseSetting, settingAndRest, settingNamed, settingOf } from '../../shop/settings/parse.ts'
import { isSettingKey, type SettingKey, type Settings } from '../../shop/settings/registry.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { findChannel } from '../slack/channels.ts'
import { unchanged } from '../slack/render.ts'
import { settingCard, settingModal, settingsCheck, settingsHistory, settingsList } from '../views/settings.ts'
import { changeShown } from './change.ts'

const PAGE = 15

const list: Operation = {
  id: 'settings.list',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.list',
  run: async ({ settings, reader }) => ({ show: settingsList(settings, reader) }),
}

async function card({ services, member, reader }: Call, key: SettingKey, settings: Settings): Promise<Answer> {
  const history = await settingHistory(services.db, key, { size: 1 })
  if (!history.ok) return history
  const past = { last: history.value.rows[0], undoable: (await changeToUndo(services.db, key)) !== undefined }
  return { show: settingCard(key, settings, past, may(member, 'settings.change'), reader) }
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

/** The card after a change, with what contradicts it now; or what the change waits under. */
async function changed(call: Call, change: Result<Asking>): Promise<Answer> {
  if (!change.ok) return change
  if (change.value.waits) return changeShown(call, change.value.waits)
  const { key, settings } = change.value
  const shown = await card(call, key, settings)
  if (!('show' in shown)) return shown
  const found = (await contradictions(call, settings)).filter(({ keys }) => keys.includes(key))
  const warning = found.length > 0 ? settingsCheck(found, call.reader).blocks : []
  const answer = { show: { text: shown.show.text, blocks: [...shown.show.blocks, ...warning] } }
  return unchanged(answer, !change.value.changed, call.reader)
}

/** Everything that is wrong among the settings in force, in themselves, about Slack, and with the source of rates. */
async function contradictions({ services, now }: Call, settings: Settings): Promise<readonly Contradiction[]> {
  const channels = Object.keys(settings).filter(isSettingKey).filter(isChannel)
  const found = await Promise.all(channels.map((key) => findChannel(services.slack, String(settings[key]))))
  const missing = channels.filter((_, at) => found[at]?.ok === false)
  return [
    ...checkSettings(settings),
    ...missing.map((key) => ({ code: 'channel_missing' as const, keys: [key] })),
    ...(await rateTroubles(services.db, settings)),
    ...(await approvalTroubles(services.db, settings, now)),
  ]
}

const isChannel = (key: SettingKey): boolean => settingOf(key).control === 'channel'

/** Sets a setting as a person wrote it. Refuses a channel that Slack does not have. */
async function setTo(call: Call, key: string, text: string, reason: string | null): Promise<Answer> {
  const { services, settings, member, via, now } = call
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

const save: Operation = {
  id: 'settings.save',
  permission: 'settings.change',
  run: (call) => setTo(call, call.argument, call.fields.value ?? '', call.fields.reason ?? null),
}

/** `KEY` opens the modal; `KEY VALUE` sets it at once, `-- why` at the end gives the reason. */
const set: Operation = {
  id: 'settings.set',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.set',
  async run(call) {
    const { key, rest } = settingAndRest(call.argument)
    const [, text = '', reason = null] = /^([\s\S]*?)(?:(?:^|\s+)--\s+([\s\S]+))?$/.exec(rest) ?? []
    return text ? setTo(call, key, text, reason) : edit.run({ ...call, argument: key })
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

const undo: Operation = {
  id: 'settings.undo',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.undo',
  async run(call) {
    const { services, member, via, now, argument } = call
    return changed(call, await askUndo(services.db, services.jobs, { key: argument, member, via }, now))
  },
}

const check: Operation = {
  id: 'settings.check',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.check',
  run: async (call) => ({ show: settingsCheck(await contradictions(call, call.settings), call.reader) }),
}

export const settings: Command = { name: 'settings', words: { list, get, set, history, undo, check, '': list } }
export const settingsOperations = [list, get, edit, save, set, history, undo, check]
