import { expect, onTestFinished, test } from 'vitest'
import { openOutside } from './processes/outside.ts'

test('in Socket Mode commands, forms and buttons work, once each, also over a socket that was cut', async () => {
  const outside = await openOutside()
  onTestFinished(outside.close)
  const { slack, database, provider } = outside
  const [sam, tom, ana] = [slack.person('U0SAM'), slack.person('U0TOM'), slack.person('U0ANA')]
  await outside.sell('1001')
  const backroom = await outside.start({ SLACK_APP_TOKEN: 'xapp-outside' })
  expect(slack.sockets.connections).toBe(1)
  expect((await fetch(`${backroom.url}/slack/events`, { method: 'POST' })).status).toBe(503)
  expect((await fetch(`${backroom.url}/readyz`)).status).toBe(200)

  await ana.command('/settings set shop.name Corner -- a new sign', { channel: 'general', twice: true })
  expect(await database.db.selectFrom('setting_changes').select('after').execute()).toEqual([{ after: 'Corner' }])

  await sam.command('/refund 1001 90 broken', { channel: 'general' })
  await sam.fill({ 'Amount (CNY)': '80' })
  expect(await sam.submit({ twice: true })).toMatchObject({ ok: true, modal: null })
  await tom.sees('1001-R1', { channel: 'approvals' })

  slack.sockets.refresh()
  await expect.poll(() => slack.sockets.connections).toBe(0)
  await expect.poll(() => slack.sockets.connections, { timeout: 10_000 }).toBe(1)

  expect(await tom.click('Approve', { channel: 'approvals', twice: true })).toMatchObject({ ok: true })
  await outside.settled()
  expect([...provider.paid.keys()]).toEqual(['1001-R1-P1'])
  expect(sam.latest('approvals')?.text).toContain('paid-1001-R1-P1')
  await sam.openHome()
  await sam.waitFor(() => sam.home)

  expect(await backroom.stop()).toMatchObject({ code: 0 })
  expect(slack.sockets.connections).toBe(0)
})
