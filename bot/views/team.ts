import type { Permission, Reach } from '../../shop/access/permissions.ts'
import type { Page } from '../../shop/pages.ts'
import { reachesNothing, type TeamCard, type TeamMember } from '../../shop/team/list.ts'
import { type Button, buttons, context, escapeText, fields, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleName } from '../reader.ts'
import { withOpen } from './with-open.ts'

/** What a reader may do about the team. */
export interface MayChange {
  readonly grant: boolean
  readonly manage: boolean
  readonly audit: boolean
}

/** A permission in words, with its name in commands. */
export const rightText = (permission: Permission, reach: Reach, reader: Reader): string => {
  const what = reader.say(`permission.${permission}`)
  return reach === 'own' ? reader.say('team.right_own', { what }) : what
}

/** The roles that someone holds, with when they end. */
const rolesText = ({ roles, deactivated }: TeamMember, reader: Reader): string => {
  const held = roles.map(({ role, until }) => {
    const name = roleName(role, reader)
    return until ? reader.say('team.until', { role: name, when: reader.when(until) }) : name
  })
  const text = reader.list(held) || reader.say('team.no_role')
  return deactivated ? `🚫 ${reader.say('team.is_deactivated')} (${text})` : text
}

const merchantText = ({ merchant }: TeamMember, reader: Reader): string[] =>
  merchant ? [reader.say('team.stands_for', { merchant: escapeText(merchant.name) })] : []

/** Someone by name, as Slack shows people. */
export const nameText = ({ id }: Pick<TeamMember, 'id'>): string => `*<@${id}>*`

/** A page of the team; the button opens one's card. */
export function teamList(page: Page<TeamMember>, text: string, may: MayChange, reader: Reader): Message {
  const title = text ? reader.say('team.search_title', { text }) : reader.say('team.title')
  const rows = page.rows.map((member) =>
    withOpen(
      [nameText(member), [rolesText(member, reader), ...merchantText(member, reader)].join('  ·  ')].join('\n'),
      'team.show',
      member.id,
      reader,
    ),
  )
  const row: Button[] = [
    ...(may.grant ? [{ label: reader.say('team.give'), operation: 'team.give', style: 'primary' as const }] : []),
    { label: reader.say('team.roles_title'), operation: 'team.roles' },
    { label: reader.say('team.unused'), operation: 'team.unused' },
  ]
  const shown = rows.length > 0 ? rows : [section(reader.say('team.list_empty'))]
  const more = pageButtons(page, 'team.show', text, reader)
  return {
    text: title,
    blocks: [header(title), ...shown, context(reader.say('team.list_hint')), ...more, buttons(...row)],
  }
}

/** Asked before something is taken from someone. */
const confirming = (title: string, text: string, reader: Reader): Pick<Button, 'confirm' | 'style'> => ({
  style: 'danger',
  confirm: { title, text, yes: title, no: reader.say('button.cancel') },
})

/** The button that takes a role; its argument is read like the words of the command. */
export function takeButton(id: string, name: string, role: string, reader: Reader): Button {
  const called = roleName(role, reader)
  const label = reader.say('team.take', { role: called })
  return {
    ...{ label, operation: 'team.take', argument: `${id} ${role}` },
    ...confirming(label, reader.say('team.take_confirm', { name, role: called }), reader),
  }
}

const MOST_TAKEN = 20

/** One person: roles, merchant, what they can do, and what the reader may do about it. */
export function teamCardMessage(card: TeamCard, may: MayChange, reader: Reader): Message {
  const { id, name, deactivated, roles, rights } = card
  const can = reader.list([...rights].map(([permission, reach]) => rightText(permission, reach, reader)))
  const nothing = [...rights.keys()].some((permission) => reachesNothing(card, permission))
  const row: Button[] = [
    ...(may.grant && !deactivated
      ? [{ label: reader.say('team.give'), operation: 'team.give', argument: id, style: 'primary' as const }]
      : []),
    ...(may.grant ? roles.slice(0, MOST_TAKEN).map(({ role }) => takeButton(id, name, role, reader)) : []),
    ...(may.manage ? [{ label: reader.say('team.merchant'), operation: 'team.merchant', argument: id }] : []),
    ...(may.manage && deactivated
      ? [{ label: reader.say('team.reactivate'), operation: 'team.reactivate', argument: id }]
      : []),
    ...(may.manage && !deactivated
      ? [
          {
            ...{ label: reader.say('team.deactivate'), operation: 'team.deactivate', argument: id },
            ...confirming(reader.say('team.deactivate'), reader.say('team.deactivate_confirm', { name }), reader),
          },
        ]
      : []),
    ...(may.audit ? [{ label: reader.say('button.history'), operation: 'team.history', argument: id }] : []),
  ]
  return {
    text: `${name}: ${rolesText(card, reader)}`,
    blocks: [
      section([nameText(card), ...merchantText(card, reader)].join('  ·  ')),
      ...fields([[reader.say('team.roles_held'), rolesText(card, reader)]]),
      ...(can ? [section(`*${reader.say('team.can_title')}*\n${can}`)] : []),
      ...(nothing ? [context(reader.say('team.no_merchant'))] : []),
      ...(row.length > 0 ? [buttons(...row)] : []),
    ],
  }
}
