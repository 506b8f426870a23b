import { expect, test } from 'vitest'
import type { TeamWorld } from './team-world.ts'

/** Tests that roles are given and taken by command and by form, for a time too. */
export function testGivingRoles(world: TeamWorld): void {
  const { said, wake } = world

  test('a right is lifted for a shift in one line, works at once, ends by itself, and the person is told of both', async () => {
    const sam = world.person('U0SAM')
    expect(await said('/refund pending', 'U0SAM')).not.toContain('“decide refunds”')
    expect(await said('/refund approve 1-R1', 'U0SAM')).toContain('“decide refunds”')
    expect(await said('/team give @sam approver for 8h -- night shift')).toContain('approver until')
    await world.settled()
    const told = await sam.sees('gave you the role approver', { channel: 'dm' })
    expect(told.text).toContain('night shift')
    expect(told.text).toContain('@ana')
    expect(await said('/refund approve 1-R1', 'U0SAM')).not.toContain('“decide refunds”')

    // Looked up, so that a session is kept; it must not outlive the role.
    await said('/report sales 7d', 'U0SAM')
    world.advance({ hours: 8, seconds: 1 })
    expect(await said('/refund approve 1-R1', 'U0SAM')).toContain('“decide refunds”')
    expect(await said('/report sales 7d', 'U0SAM')).toContain('figures of your own')
    expect(await said('/team @sam')).not.toContain('approver')
    await wake('grants')
    await wake('grants')
    expect(sam.messages('dm').filter(({ text }) => text.includes('time of your role approver is over'))).toHaveLength(1)
    const history = await said('/team history @sam')
    expect(history).toMatch(/role approver of @sam ended/)
    expect(history).toContain('@ana gave @sam the role approver until')
    expect(history).toContain('night shift')
  })

  test('the form gives a role, keeps its input, and says at the field what is wrong', async () => {
    const ana = world.person('U0ANA')
    await ana.command('/team @tom')
    await ana.click('Give a role…')
    await ana.fill({ Role: 'support', Until: 'until yesterday', Reason: 'helps out' }, { in: 'modal' })
    expect((await ana.submit()).errors.until).toContain('is no end')
    await ana.fill({ Until: '2020-01-01' }, { in: 'modal' })
    expect((await ana.submit()).errors.until).toContain('has passed')
    await ana.fill({ Until: '2d' }, { in: 'modal' })
    expect((await ana.submit()).modal).toBeNull()
    expect(await said('/team @tom')).toMatch(/approver, support until/)
    await ana.click('Take support')
    expect(await said('/team @tom')).not.toContain('support until')
    await world.person('U0TOM').sees('took back your role support', { channel: 'dm' })
  })

  test('the last administrator stays one; a mistyped role gets the nearest', async () => {
    expect(await said('/team take @ana admin')).toContain('last administrator')
    expect(await said('/team give @ana admin for 1h')).toContain('last administrator')
    expect(await said('/team deactivate @ana')).toContain('last administrator')
    expect(await said('/team give @vera aprover')).toContain('Did you mean approver?')
    expect(await said('/team give @vera')).toBe('')
    await world.person('U0ANA').closeModal()
    expect(await said('/team gve @vera support')).toContain('Did you mean /team give')
    expect(await said('/team give @vera senior support for 2h')).toContain('senior support until')
    expect(await said('/team give @vera support for 2h')).toContain('support until')
    expect(await said('/team take @vera senior support')).not.toContain('senior support until')
    await said('/team take @vera support')
  })
}
