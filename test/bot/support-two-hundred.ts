import { expect, test } from 'vitest'
import type { Got } from '../shop/callbacks/receiver.ts'
import type { Backroom } from './processes/backroom.ts'
import type { Outside } from './processes/outside.ts'

interface World {
  outside: Outside
  got: readonly Got[]
  now: Temporal.Instant
  backroom: Backroom
  tell(type: string, data: object): Promise<string>
  restart(): Promise<Backroom>
}

const COUNT = 100

/** A long conversation, in a world where a storefront listens. */
export function testTwoHundred(open: () => World): void {
  test('200 messages with a transfer go both ways in order, each once, though Slack is busy and the process is killed; the replay shows them all', async () => {
    const { outside, got, now, tell, restart, ...world } = open()
    let { backroom } = world
    const { slack, database } = outside
    const [sam, lin] = [slack.person('U0SAM'), slack.person('U0LIN')]
    const write = (n: number) =>
      tell('customer.message', { customer: 'c200', message: `m${n}`, text: `question ${n}.`, order: 'A' })
    expect(await write(1)).toBe('applied')
    await outside.settled()
    const { id } = await database.db
      .selectFrom('conversations')
      .select('id')
      .where('customer_id', '=', 'c200')
      .executeTakeFirstOrThrow()
    const card = sam.messages('support').find(({ text }) => text.includes(`#${id} `))
    if (!card) throw new Error('no card')
    expect(await sam.click('Claim', { message: card })).toMatchObject({ ok: true })
    const answer = (n: number) =>
      (n <= 60 ? sam : lin).say(`answer ${n}.`, { channel: 'support', thread: card.ts, twice: n % 10 === 0 })
    const busy = (method: string) => {
      slack.faults.next(method, { kind: 'ratelimited', retryAfter: 1 })
      slack.faults.next(method, { kind: 'lost' })
    }

    for (let n = 1; n <= COUNT; n++) {
      // By ten in turn, as people write when they are in a hurry.
      if (n % 10 === 1) for (let next = Math.max(n, 2); next < n + 10; next++) await write(next)
      if (n === 21) for (const method of ['chat.postMessage', 'chat.update', 'reactions.add']) busy(method)
      expect(await answer(n)).toMatchObject({ ok: true })
      if (n === 31) await backroom.beat(now)
      if (n === 60)
        expect((await sam.command(`/support assign ${id} <@U0LIN> late shift`, { channel: 'general' })).ok).toBe(true)
      if (n === 45) {
        await backroom.kill()
        backroom = await restart()
      }
    }
    await backroom.beat(now)
    await outside.settled()

    const numbers = (texts: readonly string[], word: string) =>
      texts.flatMap((text) => [...text.matchAll(new RegExp(`${word} (\\d+)\\.`, 'g'))].map(([, n]) => Number(n)))
    const all = Array.from({ length: COUNT }, (_, index) => index + 1)
    const thread = sam.messages('support', card.ts).filter(({ ts }) => ts !== card.ts)
    const posted = thread.map(({ text }) => text.split('\n').slice(1).join('\n'))
    expect(numbers(posted, 'question')).toEqual(all)
    const answers = new Map(
      got
        .filter(({ body }) => body.type === 'support.message' && body.data.customer === 'c200')
        .map((one) => [one.id, String(one.body.data.text)]),
    )
    expect(numbers([...answers.values()], 'answer')).toEqual(all)
    const marked = thread.filter(({ text, reactions }) =>
      text.startsWith('answer') ? reactions.some(({ name }) => name === 'white_check_mark') : false,
    )
    expect(marked).toHaveLength(COUNT)

    const seen: string[] = []
    await lin.command(`/support replay ${id}`, { channel: 'general' })
    for (;;) {
      seen.push(lin.modal?.text ?? '')
      if (!lin.modal?.text.includes('下一页')) break
      await lin.click('下一页')
    }
    expect(numbers(seen, 'question')).toEqual(all)
    expect(numbers(seen, 'answer')).toEqual(all)
    expect(seen.join('\n')).toContain('late shift')
    await lin.closeModal()
  }, 120_000)
}
