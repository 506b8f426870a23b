import { isRole } from '../../shop/access/roles.ts'
import { hasKey } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { TeamChange } from '../../shop/team/history.ts'
import { buttons, clip, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleName } from '../reader.ts'

const person = (id: string | null): string => (id ? `<@${id}>` : 'Backroom')

/** The end of a role that was given; nothing where it has none. */
export const untilText = (until: unknown, reader: Reader): string =>
  typeof until === 'string' ? reader.say('team.history.until', { when: reader.when(Temporal.Instant.from(until)) }) : ''

/** What an entry's key is about in words: a permission, a role's description, a merchant. */
function whatText(key: string, reader: Reader): string {
  if (key === 'merchant') return ''
  const permission = `permission.${key}`
  return hasKey(permission) ? reader.say(permission) : reader.say('team.role_about')
}

function valueText(value: unknown, reader: Reader): string {
  if (value === undefined || value === null || value === '') return reader.say('team.reach.none')
  const reach = `team.reach.${value}`
  return hasKey(reach) ? reader.say(reach) : escapeText(String(value))
}

/** Each thing that changed, with what it was and is. */
export const rightsChanged = ({ before, after }: Pick<TeamChange, 'before' | 'after'>, reader: Reader): string =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((key) =>
      reader
        .say('team.history.change', {
          what: whatText(key, reader),
          before: valueText(before[key], reader),
          after: valueText(after[key], reader),
        })
        .trim(),
    )
    .join('; ')

/** What a change's words need; the subject of a role's own change is the role. */
function wordsOf(change: TeamChange, reader: Reader) {
  const { action, subject, by, before, after } = change
  const aboutRole = ['role.created', 'role.changed', 'role.removed', 'role.change_asked'].includes(action)
  return {
    who: person(by),
    subject: aboutRole ? roleName(subject, reader) : person(subject),
    role: roleName(String(after.role ?? before.role ?? ''), reader),
    until: untilText(after.until, reader),
    change: String(after.change ?? ''),
    changes: aboutRole || action === 'member.merchant_set' ? rightsChanged(change, reader) || '–' : '',
  }
}

/** Of a reason so much is shown, that a page of them stays within what Slack takes for one message. */
const MOST_REASON = 300
const MOST_LINE = 1_200

const because = ({ reason }: TeamChange): string => (reason ? ` “${escapeText(clip(reason, MOST_REASON))}”` : '')

const line = (change: TeamChange, reader: Reader): string =>
  `• ${reader.when(change.at)}  ·  ${reader.say(`team.history.${change.action}`, wordsOf(change, reader))}${because(change)}`

/** What changed in the team, newest first. `text`: whom or what it was asked about, for the next page. */
export function teamHistoryMessage(
  page: Page<TeamChange>,
  text: string,
  about: string | null,
  reader: Reader,
): Message {
  const name = about && isRole(about) ? roleName(about, reader) : about
  const title = name ? reader.say('team.history_of', { name }) : reader.say('team.history_title')
  const lines = page.rows.map((change) => section(clip(line(change, reader), MOST_LINE)))
  const shown = lines.length > 0 ? lines : [section(reader.say('team.history_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'team.history', text, reader)] }
}

/** Tells one person what became of a role of theirs. */
export function teamNotice(change: TeamChange, reader: Reader): Message {
  const { action } = change
  if (action !== 'role.granted' && action !== 'role.taken' && action !== 'role.ended')
    throw new Error(`nobody is told of ${action}`)
  const { who, role, until } = wordsOf(change, reader)
  const text = reader.say(`team.notice.${action}`, { who, role, until })
  const help = { label: reader.say('help.title'), operation: 'backroom.help' }
  return { text, blocks: [section(`${text}${because(change)}`), buttons(help)] }
}
