import { personAndRest } from '../../shop/team/person.ts'
import { UNUSED_DAYS, unusedRights } from '../../shop/team/unused.ts'
import { abilitiesOf, whoCan } from '../../shop/team/who.ts'
import type { Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { abilitiesMessage, unusedMessage, whoMessage } from '../views/team-look-ups.ts'
import { knownCard, mayChange, personMeant } from './team-person.ts'

export const who: Operation = {
  id: 'team.who',
  permission: 'team.view',
  reads: true,
  needs: true,
  usage: 'usage.team.who',
  async run({ services, argument, reader, now }) {
    const { text, cursor } = paged(argument)
    const found = await whoCan(services.db, text, { size: 20, cursor }, now)
    return found.ok ? { show: whoMessage(found.value, text, reader) } : found
  },
}

/** What follows the person is the permission, by its name or in words: `@person see orders`; of a bare name, `order.view`. */
export const can: Operation = {
  id: 'team.can',
  permission: 'team.view',
  reads: true,
  needs: true,
  usage: 'usage.team.can',
  async run(call) {
    const { services, argument, reader } = call
    const [, named = '', dotted = null] = /^([\s\S]*?)(?:\s+([a-z_]+\.[a-z_]+))?$/i.exec(argument) ?? []
    const { person: first, rest } = personAndRest(argument)
    const marked = /^[<"“]/.test(argument.trim())
    const [text, permission] = marked ? [first, rest || null] : [named, dotted]
    const person = await personMeant(call, text)
    if (!person.ok) return person
    const card = await knownCard(call, person.value.id)
    const abilities = await abilitiesOf(services.db, card, permission)
    if (!abilities.ok) return abilities
    return { show: abilitiesMessage(card, abilities.value, reader) }
  },
}

/** Permissions that a command asks for: only of these it is recorded whether they are used. */
const askedFor = (commands: readonly Command[]): Set<string> =>
  new Set(
    commands
      .flatMap(({ words, otherwise }) => [...Object.values(words), ...(otherwise ? [otherwise] : [])])
      .flatMap(({ permission }) => permission ?? []),
  )

/** Each with all its rights and when they were used last: more would be too long for one message. */
const ROLES = 5

export const unused: Operation = {
  id: 'team.unused',
  permission: 'team.view',
  reads: true,
  usage: 'usage.team.unused',
  async run(call) {
    const { services, argument, reader, now } = call
    const request = { size: ROLES, cursor: paged(argument).cursor }
    const page = await unusedRights(services.db, askedFor(services.commands), request, now)
    return { show: unusedMessage(page, UNUSED_DAYS, mayChange(call), reader) }
  },
}
