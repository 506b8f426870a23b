import { expect, test } from 'vitest'
import { createSubscription } from '../../analytics/subscriptions/change.ts'
import { demand } from '../../shop/result.ts'
import type { Backroom } from './processes/backroom.ts'
import { breakBefore } from './processes/breakpoint.ts'
import { type Outside, openOutside } from './processes/outside.ts'

/** Gets a process to a step of its work and holds it there; gives what cleans up once it has been killed. */
type Hold = (outside: Outside) => Promise<{ reached: Promise<unknown>; clear?: () => Promise<void> }>

const before =
  (event: string, table: string, condition?: string): Hold =>
  async ({ database }) => {
    const { reached, end } = await breakBefore(database.url, event, table, condition)
    return { reached: reached(), clear: end }
  }

const calling =
  (method: string): Hold =>
  async (outside) => ({ reached: outside.hold(method) })

/** Waits until a process is held; where it never is, tells where and what its log says. */
const comes = (reached: Promise<unknown>, { log }: Backroom, step: string) =>
  reached.catch((error: unknown) => {
    throw new Error(`never came to where ${step}; its log:\n${log.join('\n')}`, { cause: error })
  })

// Side by side: what a killed process held is taken up again only after some seconds.
test.concurrent('a due report whose process is killed at every step on its way is posted once, with one chart', async ({
  onTestFinished,
}) => {
  const outside = await openOutside()
  onTestFinished(outside.close)
  const { slack, database } = outside
  const now = Temporal.Now.instant().round('second')
  const due = now.subtract({ minutes: 1 }).toZonedDateTimeISO('UTC').toPlainTime().toString({ smallestUnit: 'minute' })
  const wanted = { report: 'sales', schedule: `daily ${due}`, zone: 'UTC', channel: 'reports', locale: null }
  const owner = { member: 'U0MEI', merchant: null, via: 'test' }
  demand(await createSubscription(database.db, wanted, owner, now.subtract({ hours: 24 })))

  const steps: Record<string, Hold> = {
    'the slot is claimed': before('insert', 'report_runs'),
    'the claimed run is taken up': before('update', 'pgboss.job', `new.name = 'report.run' and new.state = 'active'`),
    'its message is kept': before('insert', 'messages'),
    'Slack takes the post': calling('chat.postMessage'),
    'the post is recorded': before('update', 'messages', 'old.ts is null and new.ts is not null'),
    'the chart is announced': calling('files.getUploadURLExternal'),
    'the chart is shared': calling('files.completeUploadExternal'),
    'the post shows the chart': calling('chat.update'),
    'its outcome is noted': before('update', 'report_runs', `new.state = 'posted'`),
    'the job is done': before('update', 'pgboss.job', `new.name = 'report.run' and new.state = 'completed'`),
  }
  for (const [step, hold] of Object.entries(steps)) {
    const { reached, clear } = await hold(outside)
    const process = await outside.start({ CLOCK: String(now) })
    const beaten = process.beat(now)
    await comes(reached, process, step)
    await process.kill()
    await beaten
    await clear?.()
  }
  const process = await outside.start({ CLOCK: String(now) })
  await process.beat(now)
  await outside.settled()

  const posts = slack.person('U0MEI').messages('reports')
  expect(posts).toHaveLength(1)
  expect(posts[0]?.blocks.filter(({ type }) => type === 'image')).toHaveLength(1)
  const thread = slack.person('U0MEI').messages('reports', posts[0]?.ts)
  expect(thread.flatMap(({ files }) => files)).toHaveLength(1)
  expect(await database.db.selectFrom('report_runs').select('state').execute()).toEqual([{ state: 'posted' }])
}, 120_000)

test.concurrent('an approved refund whose process is killed at every step on its way is paid once and shown as succeeded', async ({
  onTestFinished,
}) => {
  const outside = await openOutside()
  onTestFinished(outside.close)
  const { slack, database, provider } = outside
  const sam = slack.person('U0SAM')
  const tom = slack.person('U0TOM')
  await outside.sell('1001')
  let process = await outside.start()
  await sam.command('/refund 1001 80 broken', { channel: 'general' })
  expect(await sam.submit()).toMatchObject({ ok: true })
  await tom.sees('waiting', { channel: 'approvals' })

  const steps: Record<string, Hold> = {
    'it is submitted': before('update', 'refund_parts', `new.state = 'submitted'`),
    'the provider pays': async () => ({ reached: provider.hangOnce('before paying') }),
    'the provider answers': async () => ({ reached: provider.hangOnce('after paying') }),
    'the answer is recorded': before('update', 'refund_parts', `new.state = 'succeeded'`),
    'its prompt is redrawn': calling('chat.update'),
  }
  let approved = false
  for (const [step, hold] of Object.entries(steps)) {
    const { reached, clear } = await hold(outside)
    if (approved) process = await outside.start()
    else expect(await tom.click('Approve', { channel: 'approvals' })).toMatchObject({ ok: true })
    approved = true
    await comes(reached, process, step)
    await process.kill()
    await clear?.()
  }
  await outside.start()
  await outside.settled()

  expect([...provider.paid]).toEqual([['1001-R1-P1', '8000']])
  const prompts = sam.messages('approvals')
  expect(prompts).toHaveLength(1)
  expect(prompts[0]?.text).toContain('paid-1001-R1-P1')
  const order = await database.db.selectFrom('orders').select(['refunded', 'refund_reserved']).executeTakeFirst()
  expect(order).toEqual({ refunded: 80_00n, refund_reserved: 0n })
}, 120_000)
