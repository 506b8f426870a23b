import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText } from '../../bot/blocks.ts'
import { slackShortcuts } from '../../bot/manifest.ts'
import { demand } from '../../shop/result.ts'
import { claim } from '../../shop/support/own.ts'
import { hostileText, spoilt } from '../hostile-values.ts'
import { person } from '../shop/people.ts'
import type { HostileWorld } from './hostile-world.ts'

const subtypes = [
  'file_share',
  'thread_broadcast',
  'me_message',
  'bot_message',
  'channel_join',
  'channel_topic',
  'message_replied',
  'tombstone',
  'nonsense',
]

/** What Slack tells of what people write and do, in the thread of a conversation where there is one. */
const events = (channel: string, thread: string) =>
  fc
    .record({
      text: fc.oneof(hostileText, hostileText.map(escapeText)),
      user: fc.constantFrom('U0SAM', 'U0LIN', 'U0VERA', 'U0NOBODY', 'W0ELSEWHERE'),
      subtype: fc.option(fc.constantFrom(...subtypes), { nil: undefined }),
      inThread: fc.boolean(),
      ts: fc.nat(1_000_000).map((at) => `17958${at}.000100`),
    })
    .chain(({ text, user, subtype, inThread, ts }) => {
      const message = {
        ...{ type: 'message', channel, channel_type: 'channel', user, text, ts, event_ts: ts },
        ...(subtype && { subtype }),
        ...(inThread && { thread_ts: thread }),
        ...(subtype === 'file_share' && { files: [{ id: 'F0NONE', mimetype: 'image/png', name: text.slice(0, 50) }] }),
      }
      const previous_message = { type: 'message', user, text: 'before', ts, thread_ts: thread }
      const told = [
        message,
        {
          type: 'message',
          subtype: 'message_changed',
          channel,
          ts,
          message: { ...previous_message, text },
          previous_message,
        },
        { type: 'message', subtype: 'message_deleted', channel, ts, deleted_ts: ts, previous_message },
        { type: 'app_home_opened', user, tab: 'home', channel: 'D0SAM', event_ts: ts },
        {
          type: 'user_change',
          user: {
            id: 'U0VERA',
            name: text,
            real_name: text,
            tz: text.slice(0, 40),
            locale: text.slice(0, 9),
            profile: { display_name: text },
          },
        },
        { type: 'app_mention', user, text, ts, channel },
      ]
      return fc.oneof(
        { arbitrary: fc.constant(message), weight: 4 },
        ...told.map((event) => fc.constant(event)),
        ...told.map((event) => spoilt(event)),
      )
    })

/** An answer with what no database keeps. */
const unstorable = ({ channel, ts: thread_ts }: { channel: string; ts: string }) => {
  const ts = '1795800001.000100'
  const said = { type: 'message', channel, channel_type: 'channel', user: 'U0LIN', text: 'It left\0 today\ud800.' }
  return { ...said, ts, event_ts: ts, thread_ts }
}

export function testSaid(world: () => HostileWorld, runs: number): void {
  let count = 0

  test('what is said, edited, deleted, shared and opened, whatever Slack tells of it', async () => {
    const { write, numberOf, db, jobs, world: shop, wrongWith, sandbox, told } = world()
    await write('c-said', 'Where is it? <!channel> <@U0PINGED>')
    await shop.settled()
    const conversation = await numberOf('c-said')
    demand(await claim(db, jobs, { conversation, member: person('U0SAM', ['support']), via: 'test' }, shop.now()))
    await shop.settled()
    const card = await world().cardOf('c-said', shop.person('U0SAM'))
    await fc.assert(
      fc.asyncProperty(events(card.channel, card.ts), async (event) => {
        const envelope = { type: 'event_callback', team_id: sandbox.store.team.id, event_id: `Ev${++count}`, event }
        const wrong = await wrongWith(
          async () => ({ status: (await sandbox.deliver('event', envelope)).status, done: true }),
          [200, 400],
        )
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true, examples: [[unstorable(card)]] },
    )
    // What the customer reads is text, and what the team looks at again pings nobody.
    const wrong = await wrongWith(async () => {
      await world().settled()
      const { error, status } = await shop.person('U0LIN').command(`/support replay ${conversation}`)
      while (shop.person('U0LIN').modal) await shop.person('U0LIN').closeModal(true)
      return { status, wrong: error, done: true }
    })
    expect(wrong).toEqual([])
    expect(told('support.message').every(({ text }) => typeof text === 'string' && text !== '')).toBe(true)
  })

  test('what customers write reaches Slack as they wrote it, and nobody else', async () => {
    const { write, wrongWith } = world()
    await fc.assert(
      fc.asyncProperty(hostileText, fc.constantFrom('c-1', 'c-2', 'c-said'), async (text, customer) => {
        const wrong = await wrongWith(async () => {
          await write(customer, `. ${text}`.toWellFormed().replaceAll('\0', '').slice(0, 5_000))
          return { status: 200, done: true }
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })

  test('shortcuts of messages that hold anything', async () => {
    const { sandbox, wrongWith, world: shop } = world()
    const ids = slackShortcuts().map(({ callbackId }) => callbackId)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), hostileText, async (id, text) => {
        const post = sandbox.store.post({ channel: 'C0GENERAL', user: 'U0VERA', text: text || ' ' })
        const wrong = await wrongWith(async () => {
          const { status, error } = await shop.person('U0ANA').shortcut(id, post)
          while (shop.person('U0ANA').modal) await shop.person('U0ANA').closeModal(true)
          return { status, wrong: error }
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
}
