import { at, named } from './acts.ts'
import type { Day } from './day.ts'
import { merchants } from './staff.ts'

/** The administrator lets everybody in before the shop opens. */
export async function theTeamComes(day: Day): Promise<void> {
  const ana = at(day, 'ana')
  for (const name of ['eva', 'amy']) await ana.says(`/team give <@U0${name.toUpperCase()}> support -- new here`, name)
  await ana.says('/team give <@U0LEO>')
  await ana.fills({ role: 'support', until: '2d', reason: 'helps out' })
  await ana.says('/team give <@U0TIM> approver', 'approver')
  for (const [merchant, name] of Object.entries(merchants)) {
    const id = `<@U0${name.toUpperCase()}>`
    await ana.says(`/team give ${id} merchant`)
    if (name === 'wang') {
      await ana.says(`/team merchant ${id}`)
      await ana.fills({ merchant })
    } else await ana.says(`/team merchant ${id} ${merchant} -- ours`, merchant)
  }
  await ana.says('/team', 'eva')
  await ana.says('/team who refund.approve', 'tim')
  await ana.says('/team can @sam refund.approve', 'cannot')
  await ana.says('/team matrix', 'senior support')
  await ana.says('/team unused')
}

/** Roles of the shop's own, access that is lost and given back, and what was done to whom. */
export async function rolesChange(day: Day): Promise<void> {
  const ana = at(day, 'ana')
  await ana.says('/team roles')
  await ana.presses('team.role_edit')
  await ana.fills({ name: 'night_shift', about: 'nights', 'stock.view': 'all' })
  await ana.says('/team give <@U0VERA> night_shift for 2h', 'night_shift')
  await at(day, 'vera').says('/stock low')
  await ana.says('/team role night_shift', 'see stock')
  await ana.presses('team.role_edit')
  await ana.fills({ 'order.view': 'all', reason: 'calls at night' })
  await ana.says('/team take <@U0VERA> night_shift', 'visitor')
  await ana.says('/team role night_shift')
  await ana.presses('team.role_remove')
  await ana.says('/team deactivate <@U0VERA> -- lost her key', 'deactivated')
  await at(day, 'vera').says('/product', 'taken back')
  await ana.says('/team reactivate <@U0VERA>')
  await at(day, 'mei').says('/team history', 'reactivated')
}

/** Two administrators agree on rights while the settings ask for it. */
export async function rightsAreAgreedOn(day: Day): Promise<void> {
  const [ana, zhao] = [at(day, 'ana'), at(day, 'zhao')]
  await ana.says('/team give <@U0ZHAO> admin')
  await ana.says('/settings set team.approval yes')
  const wanted = async (role: string) => named(await ana.says(`/team give <@U0VERA> ${role}`), /C\d+/)
  const [first, second, third] = [await wanted('support'), await wanted('approver'), await wanted('merchant')]
  await zhao.says('/team waiting', first, second)
  await zhao.says(`/team approve ${first}`)
  await zhao.says(`/team reject ${second}`)
  await zhao.fills({ reason: '不需要' })
  await ana.says(`/team withdraw ${third}`)
  const off = named(await ana.says('/settings set team.approval no'), /C\d+/)
  await zhao.says(`/settings approve ${off}`)
  await ana.says('/team take <@U0VERA> support')
  await ana.says('/team take <@U0ZHAO> admin')
}
