import { expect, onTestFinished, test } from 'vitest'
import { breakBefore } from './processes/breakpoint.ts'
import { openOutside } from './processes/outside.ts'

test('a program that is told to stop finishes what has begun, takes nothing new, and the next one goes on', async () => {
  const outside = await openOutside()
  onTestFinished(outside.close)
  const { slack, database, provider } = outside
  const [sam, tom] = [slack.person('U0SAM'), slack.person('U0TOM')]
  await outside.sell('1001')
  const first = await outside.start()
  await sam.command('/refund 1001 80 broken', { channel: 'general' })
  await sam.submit()
  await tom.sees('1001-R1', { channel: 'approvals' })

  const { reached, lift } = await breakBefore(database.url, 'insert', 'approval_decisions')
  const click = tom.click('Approve', { channel: 'approvals' })
  await reached()
  const stopping = first.stop()
  const ready = async () => (await fetch(`${first.url}/readyz`)).text()
  await expect.poll(ready).toBe('stopping\n')
  expect(await sam.command('/order 1001', { channel: 'general' })).toMatchObject({ ok: false, status: 503 })
  await lift()
  expect(await click).toMatchObject({ ok: true, status: 200 })
  const { code } = await stopping
  expect(code).toBe(0)
  expect(first.log).toEqual([])

  await outside.start()
  await outside.settled()
  expect([...provider.paid.keys()]).toEqual(['1001-R1-P1'])
  expect(sam.latest('approvals')?.text).toContain('paid-1001-R1-P1')
})
