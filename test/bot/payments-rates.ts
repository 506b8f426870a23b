import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { plannersOf } from '../../bot/planners.ts'
import { refreshRates } from '../../shop/rates/refresh.ts'
import { ecbFile } from '../shop/rates/file.ts'
import type { PaymentsWorld } from './payments-world.ts'

/** Tests exchange rates by hand and by a source, and what is told of a source that fails. */
export function testRates(world: PaymentsWorld): void {
  const { said, mei } = world

  test('rates are set by hand in one line or a form, go back to the source, and say where they come from', async () => {
    expect(await said('/payments rates')).toContain('1 USD = 7.1 CNY')
    const set = await said('/payments rate usd 7.12 -- contract')
    for (const part of ['1 USD = 7.12 CNY', 'by hand', '@mei']) expect(set).toContain(part)
    await mei().command('/payments rates')
    await mei().click('Set a rate…')
    await mei().fill({ Currency: 'EURO', Rate: '8' }, { in: 'modal' })
    expect(Object.keys((await mei().submit()).errors)).toEqual(['currency'])
    await mei().fill({ Currency: 'EUR', Rate: 'eight' }, { in: 'modal' })
    expect(Object.keys((await mei().submit()).errors)).toEqual(['rate'])
    await mei().fill({ Rate: '8.2' }, { in: 'modal' })
    expect((await mei().submit()).errors).toEqual({})
    expect(await said('/payments rates EUR')).toContain('1 EUR = 8.2 CNY')
    expect(await said('/payments rate EUR auto')).toContain('There is no rate of EUR now')
    expect(await said('/payments rate EUR auto')).toContain('follows the source already')
    expect(await said('/payments rates US')).toContain('There is no currency “US”')
    expect(await said('/payments history USD')).toContain('“contract”')
  })

  test('a source that fails and rates that grow old are told in the operations channel, once, and where people look', async () => {
    const { db, jobs } = world.program.services
    await said('/settings set rate.source https://rates.example/daily.xml')
    expect(await said('/settings set rate.source https://rates.example/daily.xml')).toContain('nothing has changed')
    await said('/settings set rate.margin_percent 1.5%')
    await said('/settings set rate.stale_after_hours 24')
    const day = world.now().toString().slice(0, 10)
    const good = async () => new Response(ecbFile({ USD: '1.1531', CNY: '8.1992', JPY: '180.53' }, day))
    const bad = async () => new Response('<html>')
    const told = () =>
      mei()
        .messages('operations')
        .map(({ text }) => text)
        .filter((text) => text.includes('exchange rates'))
    await refreshRates(db, jobs, good, world.now())
    const listed = await said('/payments rates')
    for (const part of ['1 USD = 7.12 CNY', '1 EUR = 8.076212 CNY', 'by the source', 'a margin of 1.5%'])
      expect(listed).toContain(part)
    world.advance({ hours: 49 })
    await refreshRates(db, jobs, bad, world.now())
    await refreshRates(db, jobs, bad, world.now())
    await world.settled()
    expect(told()).toHaveLength(2)
    expect(told().join()).toContain('The source of exchange rates cannot be read.')
    expect(told().join()).toContain('The exchange rates are too old.')
    for (const command of ['/payments', '/payments rates']) {
      const text = await said(command)
      expect(text).toContain('the last rates are kept. What the source sends is no valid file')
      expect(text).toContain('which is too long ago')
    }
    const contradictions = await said('/settings check')
    expect(contradictions).toContain('The source of rates cannot be read')
    expect(contradictions).toContain('too old to be used')
    const today = world.now().toString().slice(0, 10)
    world.advance({ minutes: 11 })
    await refreshRates(db, jobs, async () => new Response(ecbFile({ USD: '1.1531', CNY: '8.2' }, today)), world.now())
    await world.settled()
    expect(told()).toHaveLength(2)
    expect(told().join()).toContain('can be read again')
    expect(told().join()).toContain('up to date again')
    expect(await said('/settings check')).not.toMatch(/cannot be read|too old to be used/)
  })

  test('the planner reads the source by itself, here from a file', async () => {
    const { db } = world.program.services
    const path = join(inject('scratch'), 'daily.xml')
    await writeFile(path, ecbFile({ CNY: '8.1992', SEK: '11.0345' }, world.now().toString().slice(0, 10)))
    await said(`/settings set rate.source ${path}`)
    const planner = plannersOf(world.program.services).find(({ name }) => name === 'rates')
    await planner?.run(world.now())
    expect(await said('/payments rates SEK')).toContain('1 SEK = 0.7319')
    expect(await db.selectFrom('rate_source').select('address').execute()).toEqual([{ address: path }])
  })
}
