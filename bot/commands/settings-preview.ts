import { may } from '../../shop/access/member.ts'
import { type Result, refuse } from '../../shop/result.ts'
import { needsApproval } from '../../shop/settings/approval.ts'
import { checkSettings } from '../../shop/settings/check.ts'
import { settingsAfter } from '../../shop/settings/diff.ts'
import { effectsOf, isFinal, mayBeFinal } from '../../shop/settings/effects.ts'
import { parseSetting, settingAndRest, settingNamed } from '../../shop/settings/parse.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import { context, section } from '../blocks.ts'
import { isChannel } from '../checks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { findChannel } from '../slack/channels.ts'
import { refusalText } from '../slack/render.ts'
import { settingModal } from '../views/settings.ts'
import { type Consequences, previewBlocks, previewMessage } from '../views/settings-preview.ts'

/** What would follow for one setting if `after` were in force: what is counted, and what would contradict it. */
export async function consequences(
  { services, settings, now }: Pick<Call, 'services' | 'settings' | 'now'>,
  key: SettingKey,
  after: Settings,
): Promise<Consequences> {
  const known = new Set(checkSettings(settings).map(({ code }) => code))
  const found = checkSettings(after).filter(({ code, keys }) => !known.has(code) && keys.includes(key))
  const lost = isChannel(key) && !(await findChannel(services.slack, String(after[key]))).ok
  return {
    effects: await effectsOf(services.db, key, settings, after, now),
    found: lost ? [...found, { code: 'channel_missing', keys: [key] }] : found,
    approval: needsApproval(key, after[key], settings),
  }
}

interface Preview {
  change: { key: SettingKey; before: unknown; after: unknown }
  what: Consequences
}

/** Reads a value and looks at what would follow. */
async function preview(call: Call, written: string, text: string): Promise<Result<Preview>> {
  const key = settingNamed(written)
  if (!key.ok) return key
  const value = parseSetting(key.value, text, call.settings)
  if (!value.ok) return value
  const change = { key: key.value, before: call.settings[key.value], after: value.value }
  const what = await consequences(call, key.value, settingsAfter(call.settings, [change]))
  return { ok: true, value: { change, what } }
}

/** What a change would do for good, to be looked at before it is made; null where it does nothing of the kind. */
export async function lookFirst(
  call: Call,
  written: string,
  text: string,
  reason: string | null,
): Promise<Answer | null> {
  const key = settingNamed(written)
  if (!key.ok || !mayBeFinal(key.value)) return null
  const found = await preview(call, written, text)
  if (!found.ok || !found.value.what.effects.some(isFinal)) return null
  const { change, what } = found.value
  const again = reason ? `${text} -- ${reason}` : text
  const { text: title, blocks } = previewMessage(change, again, what, call.settings, true, call.reader)
  return { show: { text: title, blocks: [...blocks, context(call.reader.say('settings.not_yet'))] } }
}

/** `KEY VALUE` */
const previewOf: Operation = {
  id: 'settings.preview',
  permission: 'settings.view',
  reads: true,
  needs: true,
  usage: 'usage.settings.preview',
  async run(call) {
    const { key, rest } = settingAndRest(call.argument)
    const found = await preview(call, key, rest)
    if (!found.ok) return found
    const { change, what } = found.value
    const canChange = may(call.member, 'settings.change')
    return { show: previewMessage(change, rest, what, call.settings, canChange, call.reader) }
  },
}

/** Redraws the form with what would follow from what is written in it. */
const previewForm: Operation = {
  id: 'settings.preview_form',
  permission: 'settings.change',
  async run(call) {
    const { argument, fields, settings, reader } = call
    const key = settingNamed(argument)
    if (!key.ok) return key
    const found = fields.value ? await preview(call, argument, fields.value) : refuse('setting.value_needed')
    const blocks = found.ok
      ? previewBlocks(found.value.change, found.value.what, settings, reader)
      : [section(`⚠️ ${refusalText(found, reader)}`)]
    return { update: settingModal(key.value, settings, reader, blocks) }
  },
}

export const previewWords = { preview: previewOf }
export const previewOperations = [previewOf, previewForm]
