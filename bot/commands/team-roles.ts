import { permissions } from '../../shop/access/permissions.ts'
import { roleCard, rolePage } from '../../shop/team/role-card.ts'
import { roleNamed } from '../../shop/team/role-named.ts'
import { removeRole, saveRole } from '../../shop/team/save-role.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { roleName } from '../reader.ts'
import { textMessage, unchanged } from '../slack/render.ts'
import { roleModal } from '../views/team-forms.ts'
import { matrixMessage, roleCardMessage, roleListMessage } from '../views/team-roles.ts'
import { changeShown, withWaiting } from './change.ts'
import { atField, mayChange } from './team-person.ts'

const PAGE = 10

/** So many roles a permission are read at a glance, the shipped ones first. */
const ROLES = 7

export const roles: Operation = {
  id: 'team.roles',
  permission: 'team.view',
  reads: true,
  usage: 'usage.team.roles',
  async run(call) {
    const { services, argument, reader, now } = call
    const page = await rolePage(services.db, { size: PAGE, cursor: paged(argument).cursor }, now)
    return { show: roleListMessage(page, mayChange(call), reader) }
  },
}

async function cardOfRole(call: Call, name: string): Promise<Answer> {
  const card = await roleCard(call.services.db, name, call.now)
  if (!card.ok) return card
  return withWaiting(call, 'team', card.value.name, roleCardMessage(card.value, mayChange(call), call.reader))
}

export const role: Operation = {
  id: 'team.role',
  permission: 'team.view',
  reads: true,
  needs: true,
  usage: 'usage.team.role',
  run: (call) => cardOfRole(call, call.argument),
}

/** The form of a role, or of a new one. */
export const roleEdit: Operation = {
  id: 'team.role_edit',
  permission: 'team.manage',
  async run({ services, argument, reader, now }) {
    const card = argument ? await roleCard(services.db, argument, now) : null
    if (card && !card.ok) return card
    return { open: roleModal(card?.value ?? null, reader) }
  },
}

export const roleSave: Operation = {
  id: 'team.role_save',
  permission: 'team.manage',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const { name, about = null, reason = null } = fields
    const reaches = Object.fromEntries(permissions.map((permission) => [permission, fields[permission]]))
    const asked = { role: argument || null, name, about, reaches, reason, member, via }
    const saved = await saveRole(services.db, services.jobs, asked, now)
    if (saved.ok) {
      const { role: name, changed, waits } = saved.value
      return waits ? changeShown(call, waits) : unchanged(await cardOfRole(call, name), !changed, call.reader)
    }
    const at = String(saved.values.permission ?? '')
    return atField(saved, { ...(!argument && { 'team.role_': 'name' }), 'team.admin': at, 'team.reach': at }, call)
  },
}

export const roleRemove: Operation = {
  id: 'team.role_remove',
  permission: 'team.manage',
  needs: true,
  async run({ services, member, argument, reader, via, now }) {
    const meant = await roleNamed(services.db, argument)
    if (!meant.ok) return meant
    const removed = await removeRole(services.db, { role: meant.value, member, via }, now)
    if (!removed.ok) return removed
    return { show: textMessage(reader.say('team.role_removed', { role: roleName(removed.value, reader) })) }
  },
}

export const matrix: Operation = {
  id: 'team.matrix',
  permission: 'team.view',
  reads: true,
  usage: 'usage.team.matrix',
  async run({ services, argument, reader, now }) {
    const page = await rolePage(services.db, { size: ROLES, cursor: paged(argument).cursor }, now)
    return { show: matrixMessage(page, reader) }
  },
}
