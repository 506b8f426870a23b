import { permissions } from '../../shop/access/permissions.ts'
import { reachesOf } from '../../shop/access/roles.ts'
import type { TeamCard } from '../../shop/team/list.ts'
import type { RoleCard } from '../../shop/team/role-card.ts'
import { type Modal, section } from '../blocks.ts'
import { personInput, selectInput, textInput } from '../inputs.ts'
import { type Reader, roleName } from '../reader.ts'
import { nameText } from './team.ts'

const reasonInput = (hint: string | undefined, reader: Reader) =>
  textInput('reason', { label: reader.say('field.reason'), hint, optional: true, long: true })

/** Gives a role, for a time or for good; `person` as far as they are known already. */
export const giveModal = (person: string | null, roles: readonly string[], reader: Reader): Modal => ({
  title: reader.say('team.give_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'team.give_save',
  blocks: [
    personInput('person', { label: reader.say('team.person'), ...(person && { value: person }) }),
    selectInput('role', {
      label: reader.say('team.role'),
      choices: roles.map((role) => ({ label: roleName(role, reader), value: role })),
    }),
    textInput('until', {
      label: reader.say('team.until_label'),
      hint: reader.say('team.until_hint', { zone: reader.timezone }),
      optional: true,
    }),
    reasonInput(reader.say('team.reason_hint'), reader),
  ],
})

/** Sets whom someone stands for. */
export const merchantModal = (card: TeamCard, reader: Reader): Modal => ({
  title: reader.say('team.merchant_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'team.merchant_save',
  argument: card.id,
  blocks: [
    section(nameText(card)),
    textInput('merchant', {
      label: reader.say('team.merchant_label'),
      hint: reader.say('team.merchant_hint', { name: card.name }),
      value: card.merchant?.name,
      optional: true,
    }),
    reasonInput(undefined, reader),
  ],
})

/** What a role may do, one choice a permission; without a role, a new one with its name. */
export const roleModal = (card: RoleCard | null, reader: Reader): Modal => ({
  title: card
    ? reader.say('team.role_title', { role: roleName(card.name, reader) })
    : reader.say('team.new_role_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'team.role_save',
  argument: card?.name ?? '',
  blocks: [
    ...(card
      ? []
      : [textInput('name', { label: reader.say('team.role_name'), hint: reader.say('team.role_name_hint') })]),
    ...(card && !card.own
      ? []
      : [textInput('about', { label: reader.say('team.role_about'), value: card?.about ?? '', optional: true })]),
    ...permissions.map((permission) =>
      selectInput(permission, {
        label: reader.say(`permission.${permission}`),
        choices: (['none', ...reachesOf(permission)] as const).map((reach) => ({
          label: reader.say(`team.reach.${reach}`),
          value: reach,
        })),
        value: card?.rights.get(permission) ?? 'none',
      }),
    ),
    reasonInput(undefined, reader),
  ],
})
