import { describe, expect, type TestContext, test } from 'vitest'
import { createSubscription } from '../../analytics/subscriptions/change.ts'
import { demand } from '../../shop/result.ts'
import { openOutside } from './processes/outside.ts'

/** A shop with a daily report, and a clock that stands until the test sets it. */
async function shopWithReport({ onTestFinished }: TestContext, zone: string, begin: string, time: string) {
  const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
  let now = local(begin)
  const outside = await openOutside({ now: () => now.epochMilliseconds })
  onTestFinished(outside.close)
  const wanted = { report: 'sales', schedule: `daily ${time}`, zone, channel: 'reports', locale: null }
  const owner = { member: 'U0MEI', merchant: null, via: 'test' }
  demand(await createSubscription(outside.database.db, wanted, owner, now))
  return {
    ...outside,
    local,
    start: () => outside.start({ CLOCK: String(now), SHOP_TIMEZONE: zone }),
    /** Sets the clock; gives what it shows. */
    set(to: Temporal.Instant) {
      now = to
      return to
    },
    /** What stands in #reports, oldest first: the day that a report is about, when it was made, whether it says it is late. */
    posts: () =>
      outside.slack
        .person('U0MEI')
        .messages('reports')
        .map(({ text }) => {
          const [, day] = /^Sales\s+(\w+ \d+, \d{4})/.exec(text) ?? []
          const [, made] = /As of (.+?, \d+:\d+ [AP]M)/.exec(text.replaceAll('\u202f', ' ')) ?? []
          return `${day} made ${made}${/Late:/.test(text) ? ', late' : ''}`
        }),
  }
}

describe.concurrent('a daily report', () => {
  test('that nobody was there to post comes once, for the latest day, and says that it is late', {
    timeout: 120_000,
  }, async (context) => {
    const shop = await shopWithReport(context, 'Asia/Shanghai', '2026-03-10T08:00', '09:00')
    const at = shop.set(shop.local('2026-03-14T11:30'))
    const program = await shop.start()
    await program.beat(at)
    await program.beat(at)
    await shop.settled()
    expect(shop.posts()).toEqual(['Mar 13, 2026 made Mar 14, 2026, 11:30 AM, late'])
  })

  test.for([
    {
      clocks: 'skip its time',
      time: '02:30',
      from: '2026-03-07T00:00',
      posts: [
        'Mar 6, 2026 made Mar 7, 2026, 2:30 AM',
        'Mar 7, 2026 made Mar 8, 2026, 3:00 AM',
        'Mar 8, 2026 made Mar 9, 2026, 2:30 AM',
      ],
    },
    {
      clocks: 'show its time twice',
      time: '01:30',
      from: '2026-10-31T00:00',
      posts: [
        'Oct 30, 2026 made Oct 31, 2026, 1:30 AM',
        'Oct 31, 2026 made Nov 1, 2026, 1:30 AM',
        'Nov 1, 2026 made Nov 2, 2026, 1:30 AM',
      ],
    },
  ])('comes once also on the day when clocks $clocks', { timeout: 120_000 }, async ({ time, from, posts }, context) => {
    const shop = await shopWithReport(context, 'America/New_York', from, time)
    const program = await shop.start()
    const nights = [0, 1, 2].flatMap((days) => Array.from({ length: 10 }, (_, half) => ({ days, half })))
    for (const { days, half } of nights) {
      const midnight = Temporal.PlainDateTime.from(from).add({ days })
      await program.beat(shop.set(shop.local(String(midnight)).add({ minutes: 30 * half })))
      await shop.settled()
    }
    expect(shop.posts()).toEqual(posts)
  })
})
