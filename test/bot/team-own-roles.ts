import { expect, test } from 'vitest'
import type { TeamWorld } from './team-world.ts'

/** Tests what administrators do with roles of their own and with the rights of shipped ones. */
export function testOwnRoles(world: TeamWorld): void {
  const { said } = world

  test('an own role is made in a form, given, seen in the matrix and at work, changed, and removed', async () => {
    const ana = world.person('U0ANA')
    await ana.command('/team roles')
    await ana.click('New role…')
    await ana.fill({ Name: 'Night Shift', 'see stock': 'all' }, { in: 'modal' })
    expect((await ana.submit()).errors.name).toContain('One word'.toLowerCase())
    await ana.fill({ Name: 'night_shift', 'What it is for': 'Nights & *weekends*' }, { in: 'modal' })
    await ana.fill({ 'decide refunds': 'all' }, { in: 'modal' })
    expect((await ana.submit()).modal).toBeNull()
    const card = await ana.sees('night_shift')
    expect(card.text).toContain('decide refunds')
    expect(card.text).toContain('approvers’ limit')
    expect(await said('/team give @vera night_shift')).toContain('night_shift')
    expect(await said('/stock low', 'U0VERA')).not.toContain('“see stock”')
    expect(await said('/backroom help', 'U0VERA')).toContain('You are: night_shift')
    await world.person('U0VERA').openHome()
    await world.person('U0VERA').waitFor(() => world.person('U0VERA').home?.text.includes('You are: night_shift'))

    const { number } = await world.program.services.db
      .selectFrom('orders')
      .select('number')
      .where('status', '=', 'completed')
      .where('captured', '>', 200_00n)
      .where('refunded', '=', 0n)
      .where('refund_reserved', '=', 0n)
      .limit(1)
      .executeTakeFirstOrThrow()
    await world.person('U0SAM').command(`/refund ${number} 60 broken`)
    await world.person('U0SAM').submit()
    await world.settled()
    expect(ana.latest('approvals')?.text).toContain('@vera')
    await said(`/refund approve ${number}-R1`, 'U0VERA')
    await world.settled()
    expect(ana.latest('approvals')?.text).toMatch(/@vera \(night_shift\)|@vera.*night_shift/)

    await ana.command('/team matrix')
    expect(ana.latest()?.text).toContain('senior support')
    await ana.click('Next page')
    await ana.waitFor(() => ana.latest()?.text.includes('night_shift'))
    expect(ana.latest()?.text).toContain('see stock\nnight_shift')
    expect(ana.latest()?.text).toContain('adjust stock\n–')

    await ana.command('/team role night_shift')
    await ana.click('Change…')
    await ana.fill({ 'see stock': 'own' }, { in: 'modal' })
    expect((await ana.submit()).modal).toBeNull()
    expect(await said('/team can @vera stock.view')).toContain('their own only')
    expect(await said('/team take @vera night_shift')).toContain('visitor')
    await ana.command('/team role night_shift')
    await ana.click('Remove')
    expect(await said('/team role night_shift')).toContain('There is no role')
    const history = await said('/team history')
    expect(history).toContain('removed the role night_shift')
    expect(history).toContain('see stock all → own')
  })

  test('many roles go on over several pages of the list and of the matrix', async () => {
    const { db } = world.program.services
    const rows = Array.from({ length: 14 }, (_, at) => ({ name: `team-${at}`, about: null, created_at: world.now() }))
    await db.insertInto('own_roles').values(rows).execute()
    const ana = world.person('U0ANA')
    for (const command of ['/team roles', '/team matrix']) {
      await ana.command(command)
      const seen = [ana.latest()?.text ?? '']
      for (let page = 0; page < 2; page++) {
        await ana.click('Next page')
        seen.push(await ana.waitFor(() => ana.latest()?.text !== seen.at(-1) && ana.latest()?.text))
      }
      for (const { name } of rows) expect(seen.filter((text) => new RegExp(`${name}\\b`).test(text))).toHaveLength(1)
      expect(seen[2]).not.toContain('Next page')
    }
    await db.deleteFrom('own_roles').execute()
  })

  test('what administrators need cannot be taken from them, and is marked in the form', async () => {
    const ana = world.person('U0ANA')
    await ana.command('/team role admin')
    await ana.click('Change…')
    await ana.fill({ 'manage team and roles': 'no' }, { in: 'modal' })
    expect((await ana.submit()).errors['team.manage']).toContain('Administrators keep')
    await ana.closeModal()
  })
}
