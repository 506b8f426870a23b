import { type Permission, permissions, type Reach } from '../../shop/access/permissions.ts'
import type { Page } from '../../shop/pages.ts'
import type { RoleCard } from '../../shop/team/role-card.ts'
import { type Button, buttons, context, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleName, roleNames } from '../reader.ts'
import { type MayChange, rightText } from './team.ts'
import { withOpen } from './with-open.ts'

const summary = ({ name, own, about, rights, holders }: RoleCard, reader: Reader): string =>
  [
    `*${roleName(name, reader)}*${own ? `  ·  ${reader.say('team.role_own')}` : ''}`,
    ...(about ? [escapeText(about)] : []),
    name === 'visitor'
      ? reader.say('team.role_of_all')
      : reader.say('team.role_line', { permissions: rights.size, holders }),
  ].join('\n')

/** A page of the roles; the button opens one's card. */
export function roleListMessage(page: Page<RoleCard>, may: MayChange, reader: Reader): Message {
  const title = reader.say('team.roles_title')
  const rows = page.rows.map((card) => withOpen(summary(card, reader), 'team.role', card.name, reader))
  const row: Button[] = [
    ...(may.manage ? [{ label: reader.say('team.new_role'), operation: 'team.role_edit' }] : []),
    { label: reader.say('team.matrix'), operation: 'team.matrix' },
  ]
  return {
    text: title,
    blocks: [header(title), ...rows, ...pageButtons(page, 'team.roles', '', reader), buttons(...row)],
  }
}

/** One role: what it may do, who it is for, and what the reader may do about it. */
export function roleCardMessage(card: RoleCard, may: MayChange, reader: Reader): Message {
  const { name, own, rights, holders } = card
  const called = roleName(name, reader)
  const can = [...rights].map(([permission, reach]) => `• ${rightText(permission, reach, reader)}`)
  const remove = reader.say('team.remove_role')
  const row: Button[] = [
    ...(may.manage
      ? [
          {
            label: reader.say('team.edit_role'),
            operation: 'team.role_edit',
            argument: name,
            style: 'primary' as const,
          },
        ]
      : []),
    ...(holders > 0 ? [{ label: reader.say('team.holders'), operation: 'team.show', argument: name }] : []),
    ...(may.audit ? [{ label: reader.say('button.history'), operation: 'team.history', argument: name }] : []),
    ...(may.manage && own && holders === 0
      ? [
          {
            ...{ label: remove, operation: 'team.role_remove', argument: name, style: 'danger' as const },
            confirm: {
              title: remove,
              text: reader.say('team.remove_role_confirm', { role: called }),
              yes: remove,
              no: reader.say('button.cancel'),
            },
          },
        ]
      : []),
  ]
  return {
    text: called,
    blocks: [
      section(summary(card, reader)),
      section(can.join('\n') || reader.say('team.role_nothing')),
      ...(own && rights.has('refund.approve') ? [context(reader.say('team.approval_limit'))] : []),
      ...(row.length > 0 ? [buttons(...row)] : []),
    ],
  }
}

/** Who may do one thing, role by role; those who may only do it to what is their own apart. */
function matrixLine(permission: Permission, roles: readonly RoleCard[], reader: Reader): string {
  const may = (reach: Reach) => {
    const names = roles.filter(({ rights }) => rights.get(permission) === reach).map(({ name }) => name)
    return roleNames(names, reader)
  }
  const [all, own] = [may('all'), may('own')]
  const limited = own && reader.say('team.right_own', { what: own })
  return `*${reader.say(`permission.${permission}`)}*\n${[all, limited].filter(Boolean).join('  ·  ') || '–'}`
}

/** Each permission with the roles that have it: lines that wrap, where a table would be cut off on a phone. */
export function matrixMessage(page: Page<RoleCard>, reader: Reader): Message {
  const title = reader.say('team.matrix_title')
  const roles = roleNames(
    page.rows.map(({ name }) => name),
    reader,
  )
  return {
    text: title,
    blocks: [
      header(title),
      context(reader.say('team.matrix_roles', { roles })),
      ...lineSections(permissions.map((permission) => matrixLine(permission, page.rows, reader))),
      context(reader.say('team.matrix_hint', { own: reader.say('team.reach.own') })),
      ...pageButtons(page, 'team.matrix', '', reader),
    ],
  }
}
