import { ok } from '../../shop/result.ts'
import { deactivate as deactivateMember, reactivate as reactivateMember } from '../../shop/team/deactivate.ts'
import { giveRole, takeRole } from '../../shop/team/grant.ts'
import { grantWords, withReason } from '../../shop/team/grant-words.ts'
import { teamHistory } from '../../shop/team/history.ts'
import { listTeam } from '../../shop/team/list.ts'
import { setMerchant } from '../../shop/team/merchant.ts'
import { idIn, personAndRest } from '../../shop/team/person.ts'
import { roleCalled, roleList } from '../../shop/team/role-named.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { teamList } from '../views/team.ts'
import { giveModal, merchantModal } from '../views/team-forms.ts'
import { teamHistoryMessage } from '../views/team-history.ts'
import { changeOperations } from './change.ts'
import { can, unused, who } from './team-look-ups.ts'
import { atField, cardOf, changing, giving, knownCard, mayChange, personMeant } from './team-person.ts'
import { matrix, role, roleEdit, roleRemove, roleSave, roles } from './team-roles.ts'

const PAGE = 10

/** `@person` shows one; words filter the list, and lead to the one person that they mean. */
const show: Operation = {
  id: 'team.show',
  permission: 'team.view',
  reads: true,
  usage: 'usage.team.show',
  async run(call) {
    const { services, argument, reader, now } = call
    const { text, cursor } = paged(argument)
    if (idIn(text)) return changing(call, text, async (person) => ok(person))
    const page = await listTeam(services.db, text, { size: PAGE, cursor }, now)
    const [first] = page.rows
    if (first && text && page.rows.length === 1 && !page.previous) return cardOf(call, first.id)
    if (!first && text) {
      const person = await personMeant(call, text)
      return person.ok ? cardOf(call, person.value.id) : person
    }
    return { show: teamList(page, text, mayChange(call), reader) }
  },
}

/** Without a role, or a person, the form asks for it. */
const give: Operation = {
  id: 'team.give',
  permission: 'team.grant',
  usage: 'usage.team.give',
  async run(call) {
    const { services, member, argument, reader, via, now } = call
    const { person, role: name, until, reason } = await grantWords(services.db, argument)
    if (name)
      return giving(call, person, ({ id }) =>
        giveRole(services.db, services.jobs, { person: id, role: name, until, reason, member, via }, now),
      )
    const meant = person ? await personMeant(call, person) : null
    if (meant && !meant.ok) return meant
    const givable = (await roleList(services.db)).filter((one) => one !== 'visitor')
    return { open: giveModal(meant?.value.id ?? null, givable, reader) }
  },
}

const giveSave: Operation = {
  id: 'team.give_save',
  permission: 'team.grant',
  async run(call) {
    const { services, member, fields, via, now } = call
    const { person = '', role: name = '', until = '', reason = null } = fields
    const answer = await giving(call, person, ({ id }) =>
      giveRole(services.db, services.jobs, { person: id, role: name, until, reason, member, via }, now),
    )
    const places = { 'team.until': 'until', 'team.role': 'role', 'team.grant': 'role', 'team.visitor': 'role' }
    return 'code' in answer ? atField(answer, { ...places, 'team.last_admin': 'until' }, call) : answer
  },
}

const take: Operation = {
  id: 'team.take',
  permission: 'team.grant',
  needs: true,
  usage: 'usage.team.take',
  async run(call) {
    const { services, member, argument, via, now } = call
    const { person, role: name, reason } = await grantWords(services.db, argument)
    // The card has a button for each role that could be meant.
    if (!name) return changing(call, person, async (one) => ok(one))
    return changing(call, person, ({ id }) =>
      takeRole(services.db, services.jobs, { person: id, role: name, reason, member, via }, now),
    )
  },
}

/** Takes all access from someone, or gives it back. */
const activity = (id: 'team.deactivate' | 'team.reactivate', change: typeof deactivateMember): Operation => ({
  id,
  permission: 'team.manage',
  needs: true,
  usage: 'usage.team.deactivate',
  run(call) {
    const { services, member, via, now } = call
    const { words, reason } = withReason(call.argument)
    return changing(call, words.replace(/^"(.*)"$/, '$1'), (person) =>
      change(services.db, { person: person.id, reason, member, via }, now),
    )
  },
})
const deactivate = activity('team.deactivate', deactivateMember)
const reactivate = activity('team.reactivate', reactivateMember)

/** `@person` opens the form; `@person MERCHANT` sets it at once. */
const merchant: Operation = {
  id: 'team.merchant',
  permission: 'team.manage',
  needs: true,
  usage: 'usage.team.merchant',
  async run(call) {
    const { services, member, argument, reader, via, now } = call
    const { words, reason } = withReason(argument)
    const { person: text, rest } = personAndRest(words)
    if (rest)
      return changing(call, text, (person) =>
        setMerchant(services.db, { person: person.id, merchant: rest, reason, member, via }, now),
      )
    const person = await personMeant(call, text)
    if (!person.ok) return person
    const card = await knownCard(call, person.value.id)
    return { open: merchantModal(card, reader) }
  },
}

const merchantSave: Operation = {
  id: 'team.merchant_save',
  permission: 'team.manage',
  run(call) {
    const { services, member, argument, fields, via, now } = call
    const { merchant: written = '', reason = null } = fields
    return changing(call, argument, ({ id }) =>
      setMerchant(services.db, { person: id, merchant: written, reason, member, via }, now),
    )
  },
}

/** Of all, of a person, or of a role. */
const history: Operation = {
  id: 'team.history',
  permission: 'audit.view',
  reads: true,
  usage: 'usage.team.history',
  async run(call) {
    const { services, argument, reader } = call
    const { text, cursor } = paged(argument)
    const called = text ? roleCalled(text, await roleList(services.db)) : null
    const person = text && !called ? await personMeant(call, text) : null
    if (person && !person.ok) return person
    const subject = called ?? person?.value.id ?? null
    const page = await teamHistory(services.db, subject, { size: PAGE, cursor })
    return { show: teamHistoryMessage(page, text, called ?? person?.value.name ?? null, reader) }
  },
}

const changes = changeOperations('team', 'team', 'team.grant')

const looking = { roles, role, who, can, matrix, unused }
const words = { give, take, ...looking, deactivate, reactivate, merchant, ...changes.words, history }

export const team: Command = { name: 'team', words, otherwise: show }
export const teamOperations = [
  ...[show, give, giveSave, take, roles, role, roleEdit, roleSave, roleRemove, who, can, matrix, unused],
  ...[deactivate, reactivate, merchant, merchantSave, history],
  ...changes.all,
]
