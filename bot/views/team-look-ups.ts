import type { Page } from '../../shop/pages.ts'
import { reachesNothing, type TeamCard } from '../../shop/team/list.ts'
import type { UnusedRole } from '../../shop/team/unused.ts'
import type { Ability, WhoCan } from '../../shop/team/who.ts'
import { buttons, context, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleName, roleNames } from '../reader.ts'
import { type MayChange, takeButton } from './team.ts'

/** Who has a permission, and by which roles. */
export function whoMessage(found: WhoCan, text: string, reader: Reader): Message {
  const { permission, roles, everyone, holders } = found
  const title = reader.say('team.who_title', { what: reader.say(`permission.${permission}`) })
  const lines = holders.rows.map(({ id, reach, by }) =>
    reader.say(reach === 'own' ? 'team.who_line_own' : 'team.who_line', {
      who: `<@${id}>`,
      roles: roleNames(by, reader),
    }),
  )
  const people = everyone ? reader.say('team.who_everyone') : lines.join('\n') || reader.say('team.who_nobody')
  const givenBy =
    roles.length > 0
      ? reader.say('team.who_roles', { roles: roleNames(roles, reader) })
      : reader.say('team.who_no_roles')
  const more = everyone ? [] : pageButtons(holders, 'team.who', text, reader)
  return { text: title, blocks: [header(title), section(people), context(givenBy), ...more] }
}

/** So many lines fit a section, however many roles each names. */
const LINES = 8

/** What someone can do and by which of their roles, or whether they can do one thing. */
export function abilitiesMessage(card: TeamCard, abilities: readonly Ability[], reader: Reader): Message {
  const lines = abilities.map(({ permission, reach, by, grantedBy }) => {
    const words = { who: `<@${card.id}>`, what: reader.say(`permission.${permission}`), roles: roleNames(by, reader) }
    if (reach === null)
      return `${reader.say('team.can_no', words)} ${reader.say('team.who_roles', { roles: roleNames(grantedBy, reader) || '–' })}`
    if (reach === 'all') return reader.say('team.can_yes', words)
    const nothing = reachesNothing(card, permission) ? ` ${reader.say('team.can_own_nothing')}` : ''
    return `${reader.say('team.can_own', words)}${nothing}`
  })
  const shown = lines.length > 0 ? lines : [reader.say('team.is_deactivated')]
  const sections = Array.from({ length: Math.ceil(shown.length / LINES) }, (_, part) =>
    section(shown.slice(part * LINES, (part + 1) * LINES).join('\n')),
  )
  return { text: shown[0] ?? '', blocks: sections }
}

/** Rights that were not used, for review, with a button that takes the role. */
export function unusedMessage(page: Page<UnusedRole>, days: number, may: MayChange, reader: Reader): Message {
  const title = reader.say('team.unused_title', { days })
  const rows = page.rows.flatMap(({ id, name, role, unused, whole }) => {
    const words = { who: `<@${id}>`, role: roleName(role, reader) }
    const rights = unused.map(({ permission, usedAt }) => {
      const what = reader.say(`permission.${permission}`)
      return usedAt
        ? reader.say('team.unused_last', { what, when: reader.when(usedAt) })
        : reader.say('team.unused_never', { what })
    })
    const heading = reader.say(whole ? 'team.unused_whole' : 'team.unused_part', words)
    const taking = may.grant ? [buttons(takeButton(id, name, role, reader))] : []
    return [section(`${whole ? '🔴' : '🟡'} ${heading}\n${reader.list(rights)}`), ...taking]
  })
  const shown =
    rows.length > 0
      ? [...rows, context(reader.say('team.unused_hint', { days }))]
      : [section(reader.say('team.unused_empty', { days }))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'team.unused', '', reader)] }
}
