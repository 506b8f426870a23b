import { ok, type Result, refuse } from '../../shop/result.ts'
import { settingsAfter } from '../../shop/settings/diff.ts'
import { applyImport, showImport } from '../../shop/settings/import.ts'
import { undoImport } from '../../shop/settings/undo-import.ts'
import { MOST_BYTES, settingsYaml } from '../../shop/settings/yaml.ts'
import { context, section } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { directMessages } from '../slack/channels.ts'
import { readSharedFile, shareFile } from '../slack/files.ts'
import { refusalInField } from '../slack/render.ts'
import { importApplied, importDiff, importModal } from '../views/settings-import.ts'
import { changeShown } from './change.ts'
import { consequences } from './settings-preview.ts'

/** Files cannot live in an ephemeral message: it comes in the asker's direct messages. */
const exporting: Operation = {
  id: 'settings.export',
  permission: 'settings.view',
  usage: 'usage.settings.export',
  async run({ services, settings, member, reader, now }) {
    const day = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
    services.later(async () => {
      const { replies } = services.slack
      const channel = await directMessages(replies, member.id)
      const bytes = Buffer.from(settingsYaml(settings, reader.locale))
      await shareFile(replies, { channel, bytes, name: `settings-${day}.yaml` })
    })
    const text = reader.say('settings.exporting')
    return { show: { text, blocks: [context(text)] } }
  },
}

/** Opens the form for a file or pasted lines. */
const importing: Operation = {
  id: 'settings.import',
  permission: 'settings.change',
  usage: 'usage.settings.import',
  run: async ({ reader }) => ({ open: importModal(reader) }),
}

/** What was handed in: the file, or else the pasted lines. */
async function handedIn({ services, fields }: Call): Promise<Result<string>> {
  const { file = '', text = '' } = fields
  if (!file) return text.trim() ? ok(text) : refuse('setting.import_nothing')
  const bytes = await readSharedFile(services.slack.posts, file, MOST_BYTES)
  if (bytes === 'too_large') return refuse('setting.import_too_large', { most: MOST_BYTES / 1024 })
  if (bytes === null) return refuse('setting.import_file_gone')
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return refuse('setting.import_no_text')
    throw error
  }
}

/** Shows what would change; nothing is changed yet. */
const importSave: Operation = {
  id: 'settings.import_save',
  permission: 'settings.change',
  async run(call) {
    const { services, settings, member, fields, via, reader, now } = call
    const source = await handedIn(call)
    const asked = { member, via, reason: fields.reason ?? null }
    const shown = source.ok ? await showImport(services.db, { ...asked, source: source.value }, now) : source
    if (!shown.ok) return { problems: { [fields.file ? 'file' : 'text']: refusalInField(shown, reader) } }
    const { changes, settings: after } = shown.value
    const what = await Promise.all(changes.map(({ key }) => consequences(call, key, after)))
    return { show: importDiff(shown.value, what, settings, reader) }
  },
}

/** `I3`: makes the changes that were shown, or shows what would change now. */
const apply: Operation = {
  id: 'settings.apply',
  permission: 'settings.change',
  needs: true,
  async run(call): Promise<Answer> {
    const { services, settings, member, argument: id, via, reader, now } = call
    const done = await applyImport(services.db, services.jobs, { id, member, via }, now)
    if (!done.ok) return done
    if (done.value.state === 'waits') return changeShown(call, done.value.waits)
    const { changes } = done.value
    if (done.value.state === 'applied') return { show: importApplied(id, changes, done.value.settings, reader) }
    const after = settingsAfter(settings, changes)
    const what = await Promise.all(changes.map(({ key }) => consequences(call, key, after)))
    const anew = { id, changes, same: 0, refused: [] }
    return { show: importDiff(anew, what, settings, reader, 'settings.import_changed') }
  },
}

/** Takes back all that an import changed. */
export async function undoImported({ services, member, argument: id, via, reader, now }: Call): Promise<Answer> {
  const done = await undoImport(services.db, { id, member, via }, now)
  if (!done.ok) return done
  const names = reader.list(done.value.keys.map((key) => reader.say(`setting.${key}`)))
  const text = reader.say('settings.import_undone', { id: id.toUpperCase(), names })
  return { show: { text, blocks: [section(`↩️ ${text}`)] } }
}

export const importWords = { export: exporting, import: importing }
export const importOperations = [exporting, importing, importSave, apply]
