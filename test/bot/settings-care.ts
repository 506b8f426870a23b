import { expect, test } from 'vitest'
import { plannersOf } from '../../bot/planners.ts'
import { markOrders } from '../../shop/marks.ts'
import { readSettings } from '../../shop/settings/read.ts'
import type { World } from '../world.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** What keeps settings right, as people meet it: shares the world of the other tests of settings. */
export function settingsCare(open: () => World) {
  const said = async (command: string, id = 'U0MEI') => (await open().person(id).command(command)).shown?.text ?? ''
  /** Presses a button, and waits for what comes of it. */
  const press = async (label: string, then: string, id = 'U0MEI') => {
    const person = open().person(id)
    await person.click(label, { in: 'message' })
    await person.waitFor(() => person.ephemerals().at(-1)?.text.includes(then))
  }
  const beat = async (name: string) => {
    await plannersOf(open().program.services)
      .find((planner) => planner.name === name)
      ?.run(open().now())
    await open().settled()
  }

  test('words find settings in both languages, and a group shows what each means', async () => {
    expect(await said('/settings search refund approval')).toContain('Refunds without approval up to')
    expect(await said('/settings search 安全库存')).toContain('Safety level')
    expect(await said('/settings search quux')).toContain('No setting fits')
    expect(await said('/settings list stock')).toContain('Goods below it raise an alert')
    expect(await said('/settings list 库存', 'U0ZHAO')).toContain('低于此数即发出警报')
  })

  test('a preview tells what would follow, by command and in the form, and the button makes the change', async () => {
    const text = await said('/settings preview stock.safety_level 25')
    expect(text).toMatch(/\d+ products? would be below the safety level \(now \d+\)/)
    expect(text).toContain('warning level is below the safety level')
    expect(await said('/settings preview refund.automatic_up_to 0')).toMatch(/refunds \d+ would have needed approval/)
    expect(await said('/settings preview channel.stock nonsuch')).toContain('Slack has no such channel')
    expect(await said('/settings preview stock.safety_level many')).toContain('A whole number')
    const mei = open().person('U0MEI')
    await mei.command('/settings set stock.safety_level')
    await mei.fill({ 'Safety level': '15', Reason: 'keep me' }, { in: 'modal' })
    await mei.click('Preview', { in: 'modal' })
    expect(mei.modal?.text).toMatch(/would be below the safety level/)
    expect(mei.modal?.text).toContain('keep me')
    await mei.closeModal()
    await mei.command('/settings preview stock.cover_days 31')
    await press('Save', '31 days')
    await said('/settings undo stock.cover_days')
  })

  test('what cannot be taken back is shown before it is done: orders that would be cancelled at once', async () => {
    const world = open()
    const { db } = world.program.database
    // Whether the sample shop has such an order depends on the time of day.
    const unpaid = { number: 'UNPAID-1', customer_id: 'c1', status: 'pending_payment', currency: 'CNY', rate: '1' }
    const money = { gross: 10_00n, discount: 0n, shipping: 0n, tax: 0n, total: 10_00n }
    const placed_at = world.now().subtract({ hours: 2 })
    await db
      .insertInto('orders')
      .values({ ...unpaid, ...money, placed_at })
      .execute()
    const set = '/settings set order.pay_within_hours 1 -- stock is short'
    expect(await said(set)).toMatch(/orders? would be cancelled at once[\s\S]*Nothing has been changed yet/)
    expect((await readSettings(db))['order.pay_within_hours']).toBe(24)
    await press('Save', '1 hour')
    expect((await readSettings(db))['order.pay_within_hours']).toBe(1)
    expect(await said('/settings history order.pay_within_hours')).toContain('stock is short')
    await said('/settings undo order.pay_within_hours')
    await db.transaction().execute(async (trx) => {
      await markOrders(trx, [unpaid.number])
      for (const table of ['order_timers', 'order_events'] as const)
        await trx.deleteFrom(table).where('order_number', '=', unpaid.number).execute()
      await trx.deleteFrom('orders').where('number', '=', unpaid.number).execute()
    })
  })

  test('a change is scheduled by command and form, listed, seen on the card, cancelled, and told when it comes', async () => {
    const world = open()
    expect(await said('/settings set stock.cover_days 45 at 2020-01-01 10:00')).toContain('has passed')
    const day = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 3 })
    expect(await said(`/settings set stock.cover_days 45 at ${day} 18:00 -- the sale`)).toContain('Cancel the change')
    expect(await said('/settings scheduled')).toContain('the sale')
    expect(await said('/settings get stock.cover_days')).toContain('45 days')
    await said('/settings scheduled')
    await press('Cancel the change', 'Cancelled')
    const mei = world.person('U0MEI')
    await mei.command('/settings set stock.cover_days')
    await mei.fill({ 'Restock for': '40', until_date: '2020-01-02' }, { in: 'modal' })
    expect((await mei.submit()).errors).not.toEqual({})
    await mei.fill({ at_date: String(day), at_time: '08:30', until_date: String(day) }, { in: 'modal' })
    expect((await mei.submit()).modal).toBeNull()
    world.advance({ hours: 24 * 4 })
    await beat('scheduled settings')
    world.advance({ hours: 24 })
    expect(await said('/settings scheduled')).not.toContain('40 days')
  })

  test('an export changed by hand comes back as a file, is shown, applied and undone; pasted lines as well', async () => {
    const world = open()
    const mei = world.person('U0MEI')
    expect(await said('/settings export')).toContain('direct messages')
    await expect.poll(() => mei.messages('dm').at(-1)?.files[0]?.name, { timeout: 5000 }).toMatch(/^settings-.*\.yaml$/)
    const id = mei.messages('dm').at(-1)?.files[0]?.id ?? ''
    const bytes = world.program.workspace?.sandbox.store.files.get(id)?.bytes
    const file = new TextDecoder().decode(bytes ?? new Uint8Array())
    expect(file).toContain('stock.cover_days: 30')
    await mei.command('/settings import')
    await mei.attach('File', {
      name: 'mine.yaml',
      bytes: utf8(file.replace('stock.cover_days: 30', 'stock.cover_days: 33')),
    })
    expect((await mei.submit()).modal).toBeNull()
    await mei.waitFor(() => mei.ephemerals().at(-1)?.text.includes('30 days → 33 days'))
    await press('Make this change', '1 setting was changed')
    const [, named = ''] = /Import (I\d+): 1 setting/.exec(mei.ephemerals().at(-1)?.text ?? '') ?? []
    await press(`Undo all of ${named}`, `Import ${named} is undone: Restock for`)

    await mei.command('/settings import')
    await mei.fill({ 'Or lines': 'stock.cover_days: soon\nnonsense: 1' }, { in: 'modal' })
    await mei.submit()
    await mei.waitFor(() => mei.ephemerals().at(-1)?.text.includes('A whole number'))
    await mei.command('/settings import')
    expect((await mei.submit()).errors.text).toContain('Hand in a file')
    await mei.attach('File', { name: 'x.yaml', bytes: new Uint8Array([0xff, 0xfe, 0x00]) })
    expect((await mei.submit()).errors.file).toContain('no text in UTF-8')
    await mei.attach('File', { name: 'x.yaml', bytes: utf8('a: [') })
    expect((await mei.submit()).errors.file).toContain('Line 1 cannot be read')
    await mei.closeModal()
  })

  test('a change of money waits in #approvals where the settings ask for it', async () => {
    const world = open()
    await said('/settings set settings.approval money')
    expect(await said('/settings set rate.margin_percent 1.5 -- costs')).toContain('Change of settings')
    expect(await said('/settings get rate.margin_percent')).toContain('0%')
    await world.settled()
    const zhao = world.person('U0ZHAO')
    const prompt = zhao.messages('approvals').at(-1)
    expect(prompt?.text).toContain('0% → 1.5%')
    expect(await said('/settings waiting', 'U0ZHAO')).toContain('1.5%')
    await zhao.click('Approve', { message: prompt })
    expect(await said('/settings get rate.margin_percent')).toContain('1.5%')
    const { db, sessions } = world.program.services
    await db.deleteFrom('settings').where('key', 'in', ['settings.approval', 'rate.margin_percent']).execute()
    sessions.forget()
  })

  test('anyone of the team remarks on a setting; it stands beside it, is told weekly, and is answered', async () => {
    const world = open()
    expect(await said('/settings feedback stock.digest_time 2 too early <!channel>', 'U0SAM')).toContain('Thank you')
    for (const rating of ['9', '0', '-1', '4.5'])
      expect(await said(`/settings feedback stock.digest_time ${rating} too early`, 'U0SAM')).toContain('from 1 to 5')
    expect(await said('/settings feedback stock.digest_time', 'U0VERA')).toContain('remark on settings')
    const lin = world.person('U0LIN')
    await lin.command('/settings feedback')
    await lin.fill({ 设置: '库存日报时间', '它是否适合您的工作？': '★★★★☆' }, { in: 'modal' })
    expect((await lin.submit()).modal).toBeNull()
    const card = await said('/settings get stock.digest_time')
    expect(card).toContain('3 of 5 by 2 ratings')
    expect(card).toContain('too early')
    world.advance({ hours: 24 * 7 })
    await beat('remarks on settings')
    const ana = world.person('U0ANA')
    expect(ana.messages('dm').at(-1)?.text).toContain('3 new remarks')
    expect(await said('/settings settle 2 moved to nine', 'U0MEI')).not.toContain('too early')
    await world.settled()
    expect(world.person('U0SAM').messages('dm').at(-1)?.text).toContain('moved to nine')
    expect(ana.messages('dm').at(-1)?.text).toContain('✅')
    expect(await said('/settings settle 2 again')).toContain('settled already')
  })

  test('the doctor finds nothing on the sample shop; what goes wrong at night is posted once, and mended there', async () => {
    const world = open()
    const ana = world.person('U0ANA')
    expect(await said('/backroom doctor', 'U0MEI')).toContain('have Backroom examine itself')
    const counts = () =>
      Promise.all(
        (['refunds', 'audit_log', 'approvals'] as const).map((table) =>
          world.program.services.db
            .selectFrom(table)
            .select((is) => is.fn.countAll().as('n'))
            .executeTakeFirst(),
        ),
      )
    const before = await counts()
    expect(await said('/backroom doctor', 'U0ANA')).toContain('direct messages')
    await expect.poll(() => ana.messages('dm').at(-1)?.text, { timeout: 5000 }).toContain('All is well')
    expect(ana.messages('dm').at(-1)?.text).toMatch(/A refund, undone\s+\d+ ms/)
    expect(await counts()).toEqual(before)
    expect(ana.messages('test')).toEqual([])

    const { db, sessions } = world.program.services
    await db
      .insertInto('settings')
      .values({ key: 'channel.test', value: '"nonsuch"', updated_at: world.now() })
      .execute()
    sessions.forget()
    const alerts = () =>
      ana.messages('operations').filter(({ text }) => text.includes('Test channel') || text.includes('mended'))
    world.advance({ hours: 24 })
    await beat('scheduled settings')
    await beat('self-check')
    await beat('self-check')
    expect(alerts()).toHaveLength(1)
    expect(alerts()[0]?.text).toContain('Create the channel and invite Backroom')
    await db.deleteFrom('settings').where('key', '=', 'channel.test').execute()
    sessions.forget()
    world.advance({ hours: 2 })
    // At some times of day what other tests scheduled has come meanwhile.
    await beat('scheduled settings')
    await beat('self-check')
    expect(alerts().map(({ text }) => text)).toEqual([expect.stringContaining('mended')])
  })

  test.each([
    '<!channel>',
    '=1+1',
    "'; drop table settings; --",
    '\u200b',
    '💥'.repeat(500),
    'x'.repeat(10_000),
    '-1 at',
    '9'.repeat(40),
  ])('whatever is written, it is answered: %s', async (text) => {
    for (const word of [
      'search',
      'preview stock.safety_level',
      'set stock.safety_level',
      'feedback',
      'settle',
      'cancel',
      'undo',
      'list',
    ])
      for (const answer of [await said(`/settings ${word} ${text}`)]) {
        expect(answer).not.toContain('went wrong')
        expect(answer).not.toBe('')
      }
    expect(open().program.workspace?.sandbox.store.refusals).toEqual([])
  })
}
