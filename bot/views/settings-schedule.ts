import type { Page } from '../../shop/pages.ts'
import type { Refusal } from '../../shop/result.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import type { Scheduled } from '../../shop/settings/schedule.ts'
import { type Blocks, buttons, context, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { valueText, whenText } from './setting-words.ts'

/** What is to be, when, who wants it, and how it stands. */
function scheduleText(one: Scheduled, settings: Settings, reader: Reader): string {
  const { id, key, value, at, until, member_id, reason, state, refusal } = one
  const what = reader.say('settings.scheduled_line', {
    id: String(id),
    name: reader.say(`setting.${key}`),
    value: valueText(key, value, settings, reader),
    when: whenText(String(at), until && String(until), reader),
  })
  const who = reader.say('settings.scheduled_by', { who: `<@${member_id}>` })
  const why = refusal ? `⚠️ ${refusalText({ ok: false, ...refusal } as Refusal, reader)}` : ''
  return [what, `${reader.say(`settings.schedule.${state}`)}  ${who}${reason ? ` ${quote(reason)}` : ''}`, why]
    .filter(Boolean)
    .join('\n')
}

const cancelButton = ({ id, state }: Scheduled, reader: Reader): Blocks =>
  state === 'waiting'
    ? [
        buttons({
          label: reader.say('settings.cancel'),
          operation: 'settings.cancel',
          argument: String(id),
          style: 'danger',
        }),
      ]
    : []

/** One scheduled change as it stands; `acts`: with the button that cancels it. */
export function scheduleMessage(one: Scheduled, settings: Settings, acts: boolean, reader: Reader): Message {
  const title = `${reader.say(`setting.${one.key}`)}: ${reader.say(`settings.schedule.${one.state}`)}`
  return {
    text: title,
    blocks: [section(scheduleText(one, settings, reader)), ...(acts ? cancelButton(one, reader) : [])],
  }
}

/** What is to come, the next first. */
export function scheduleList(page: Page<Scheduled>, settings: Settings, reader: Reader): Message {
  const title = reader.say('settings.scheduled_title')
  const rows = page.rows.flatMap((one) => [section(scheduleText(one, settings, reader)), ...cancelButton(one, reader)])
  const shown = rows.length > 0 ? rows : [section(reader.say('settings.scheduled_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'settings.scheduled', '', reader)] }
}

/** Beside a setting: what is to become of it. */
export const scheduledBeside = (open: readonly Scheduled[], settings: Settings, reader: Reader): Blocks =>
  open.map((one) => context(`🗓 ${scheduleText(one, settings, reader)}`))
