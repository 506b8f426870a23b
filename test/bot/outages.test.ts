import { describe, expect, type TestContext, test } from 'vitest'
import { createSubscription } from '../../analytics/subscriptions/change.ts'
import type { Person } from '../../bot/sandbox/person.ts'
import { demand } from '../../shop/result.ts'
import { breakBefore } from './processes/breakpoint.ts'
import { layLine } from './processes/line.ts'
import { openOutside } from './processes/outside.ts'

async function outsideOf({ onTestFinished }: TestContext) {
  const outside = await openOutside()
  onTestFinished(outside.close)
  return outside
}

/** Requests a refund, whose prompt goes to the approvals channel. */
async function ask(person: Person, order: string): Promise<void> {
  await person.command(`/refund ${order} 80 broken`, { channel: 'general' })
  expect(await person.submit()).toMatchObject({ ok: true })
}

// Mostly they wait: for time-outs, retries and connections.
describe.concurrent('Slack', { timeout: 120_000 }, () => {
  test('that is busy, broken, silent, or loses its answers gets every message once in the end', async (context) => {
    const outside = await outsideOf(context)
    const { faults, person } = outside.slack
    const [sam, tom] = [person('U0SAM'), person('U0TOM')]
    const orders = ['1001', '1002', '1003', '1004', '1005']
    for (const order of orders) await outside.sell(order)
    await outside.start()
    const misbehave = (method: string) => {
      faults.next(method, { kind: 'ratelimited', retryAfter: 2 })
      faults.next(method, { kind: 'status', status: 500 })
      faults.next(method, { kind: 'lost' })
      faults.next(method, { kind: 'drop' })
    }

    misbehave('chat.postMessage')
    faults.next('chat.postMessage', { kind: 'hang' })
    for (const order of orders) await ask(sam, order)
    await outside.settled()
    const prompts = tom.messages('approvals')
    expect(prompts.map(({ text }) => /\d+-R1/.exec(text)?.[0]).toSorted()).toEqual(orders.map((order) => `${order}-R1`))
    expect(faults.of('chat.postMessage').length).toBeGreaterThanOrEqual(8)

    misbehave('chat.update')
    for (const message of prompts) expect(await tom.click('Approve', { message })).toMatchObject({ ok: true })
    await outside.settled()
    for (const { text } of sam.messages('approvals')) expect(text).toContain('paid-')
    expect(sam.messages('approvals')).toHaveLength(5)
    expect(faults.of('chat.update').length).toBeGreaterThanOrEqual(8)
  })

  test('that is too busy between a post and its chart gets neither twice', async (context) => {
    const outside = await outsideOf(context)
    const { faults, person } = outside.slack
    const now = Temporal.Now.instant()
    const wanted = { report: 'sales', schedule: 'daily 00:00', zone: 'UTC', channel: 'reports', locale: null }
    const owner = { member: 'U0MEI', merchant: null, via: 'test' }
    demand(await createSubscription(outside.database.db, wanted, owner, now.subtract({ hours: 48 })))
    faults.next('files.getUploadURLExternal', { kind: 'ratelimited', retryAfter: 1 })
    faults.next('files.completeUploadExternal', { kind: 'lost' })
    faults.next('files.info', { kind: 'status', status: 503 })
    faults.next('chat.update', { kind: 'lost' })
    const backroom = await outside.start({ CLOCK: String(now) })
    await backroom.beat(now)
    await outside.settled()
    const posts = person('U0MEI').messages('reports')
    expect(posts).toHaveLength(1)
    const thread = person('U0MEI').messages('reports', posts[0]?.ts)
    expect(thread.flatMap(({ files }) => files)).toHaveLength(1)
    expect(posts[0]?.blocks.filter(({ type }) => type === 'image')).toHaveLength(1)
  })

  test('where somebody deleted a message gets it anew while it waits for someone, and only then', async (context) => {
    const outside = await outsideOf(context)
    const { slack } = outside
    const [sam, tom] = [slack.person('U0SAM'), slack.person('U0TOM')]
    await outside.sell('1001')
    await outside.start()
    const removePrompt = () => {
      const [message] = [...(slack.store.channels.get('C0APPROVALS')?.messages.values() ?? [])].filter(({ to }) => !to)
      if (!message) throw new Error('no prompt')
      slack.store.remove(message)
    }
    await ask(sam, '1001')
    await outside.settled()
    const first = sam.latest('approvals')
    await tom.click('Ask…', { channel: 'approvals' })
    removePrompt()
    await tom.fill({ 'What do you want to know?': 'Which one?' })
    await tom.submit()
    await outside.settled()
    expect(sam.messages('approvals')).toMatchObject([{ text: expect.stringContaining('Which one?') }])
    expect(sam.latest('approvals')?.ts).not.toBe(first?.ts)

    removePrompt()
    await sam.command('/refund withdraw 1001-R1', { channel: 'general' })
    await outside.settled()
    expect(sam.messages('approvals')).toEqual([])
  })

  test('that lacks a channel holds up only what belongs there, says so, and gets it once the setting names one that is there', async (context) => {
    const outside = await outsideOf(context)
    const { slack } = outside
    const [sam, mei] = [slack.person('U0SAM'), slack.person('U0MEI')]
    for (const order of ['1001', '1002']) await outside.sell(order)
    const backroom = await outside.start()
    // Only while Slack cannot be asked is a channel taken that it does not have.
    slack.faults.next('conversations.list', { kind: 'status', status: 500 })
    await mei.command('/settings set channel.approvals money -- a new one', { channel: 'general' })
    await ask(sam, '1001')
    await context.expect
      .poll(() => backroom.log.join(), { timeout: 20_000 })
      .toContain('no channel #money that Backroom can see')
    await mei.command('/settings set channel.approvals approvals -- back', { channel: 'general' })
    await ask(sam, '1002')
    await sam.sees('1002-R1', { channel: 'approvals' })
    await outside.settled()
    await sam.sees('1001-R1', { channel: 'approvals' })
  })
})

test.concurrent('a database that goes away and comes back is told of, waited for, and found again', {
  timeout: 120_000,
}, async (context) => {
  const outside = await outsideOf(context)
  const { slack, database, provider } = outside
  const [sam, tom] = [slack.person('U0SAM'), slack.person('U0TOM')]
  for (const order of ['1001', '1002', '1003']) await outside.sell(order)
  const line = await layLine(database.url)
  context.onTestFinished(line.cut)
  const backroom = await outside.start({ DATABASE_URL: line.url })
  const ready = async () => {
    const answer = await fetch(`${backroom.url}/readyz`)
    return `${answer.status} ${await answer.text()}`
  }
  await ask(sam, '1001')
  await tom.sees('1001-R1', { channel: 'approvals' })
  await ask(sam, '1002')
  await tom.sees('1002-R1', { channel: 'approvals' })

  // One refund is in a transaction when the line is cut, another has just been paid.
  const { reached, end } = await breakBefore(database.url, 'update', 'refund_parts', `new.state = 'submitted'`)
  await tom.click('Approve', { message: tom.messages('approvals')[0] })
  await reached()
  await line.cut()
  await end()

  expect(await ready()).toMatch(/^503 the database cannot be reached: /)
  expect((await fetch(`${backroom.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${backroom.url}/metrics`)).status).toBe(200)
  const { shown } = await sam.command('/order 1001', { channel: 'general' })
  expect(shown?.text).toMatch(/records cannot be reached[\s\S]*\n[\s\S]*[\u4e00-\u9fff]/)
  const message = tom.messages('approvals')[1]
  expect(await tom.click('Approve', { message })).toMatchObject({ ok: true })
  await tom.sees('records cannot be reached')

  await line.mend()
  await context.expect.poll(ready, { timeout: 20_000 }).toBe('200 ready\n')
  expect((await sam.command('/order 1001')).shown?.text).toContain('1001')
  await ask(sam, '1003')
  await tom.sees('1003-R1', { channel: 'approvals' })
  await tom.click('Approve', { message: tom.messages('approvals').find(({ text }) => text.includes('1002-R1')) })
  await outside.settled()
  expect([...provider.paid.keys()].toSorted()).toEqual(['1001-R1-P1', '1002-R1-P1'])
  expect(sam.messages('approvals').filter(({ text }) => text.includes('paid-'))).toHaveLength(2)
  expect(backroom.log.join('\n')).not.toMatch(/unhandled/i)
})
