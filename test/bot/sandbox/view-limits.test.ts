import type { ModalView } from '@slack/web-api'
import { describe, expect, test } from 'vitest'
import { letters, many, modal, plain, section } from './parts.ts'
import { mina, refusal, withCommand } from './toy.ts'

describe('a trigger_id', () => {
  test('opens one modal', async () => {
    const { next, client } = await withCommand()
    const { trigger } = await next()
    await client.views.open({ trigger_id: trigger, view: modal() })
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal() }))).toBe('exchanged_trigger_id')
  })

  test('expires after 3 s', async () => {
    const { next, client, clock } = await withCommand()
    const { trigger } = await next()
    clock.ahead = 3100
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal() }))).toBe('expired_trigger_id')
    expect(await refusal(client.views.open({ trigger_id: 'made.up', view: modal() }))).toBe('invalid_trigger_id')
  })
})

describe('a modal', () => {
  test('stands on at most two others', async () => {
    const { next, client, sandbox } = await withCommand()
    await client.views.open({ trigger_id: (await next()).trigger, view: modal() })
    for (const title of ['B', 'C'])
      await client.views.push({ trigger_id: (await next()).trigger, view: modal({ title: plain(title) }) })
    expect(await refusal(client.views.push({ trigger_id: (await next()).trigger, view: modal() }))).toBe(
      'push_limit_reached',
    )
    expect(sandbox.person(mina.id).modal).toMatchObject({ title: 'C', depth: 3 })
  })

  test.each<[string, Partial<ModalView>, string]>([
    [
      '101 blocks',
      { blocks: many(101, () => ({ type: 'divider' })) },
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    ['a title of 25', { title: plain(letters(25)) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [
      'a submit of 25',
      { submit: plain(letters(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    ['a close of 25', { close: plain(letters(25)) }, 'must be less than 25 characters [json-pointer:/view/close/text]'],
    [
      'private_metadata of 3,001',
      { private_metadata: letters(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'inputs and no submit',
      { blocks: [{ type: 'input', label: plain('A'), element: { type: 'plain_text_input' } }] },
      'missing required field: submit, as there are input blocks [json-pointer:/view]',
    ],
  ])('with %s is refused, and the trigger is still good', async (_, more, wrong) => {
    const { next, client } = await withCommand()
    const { trigger } = await next()
    expect(await refusal(client.views.open({ trigger_id: trigger, view: modal(more) }))).toBe(
      `invalid_arguments: ${wrong}`,
    )
    expect((await client.views.open({ trigger_id: trigger, view: modal() })).ok).toBe(true)
  })

  test('of more than 250 KB is refused', async () => {
    const { next, client } = await withCommand()
    const blocks = many(90, () => section(letters(2900)))
    expect(await refusal(client.views.open({ trigger_id: (await next()).trigger, view: modal({ blocks }) }))).toMatch(
      /^view_too_large/,
    )
  })

  test('drawn from an old hash is refused', async () => {
    const { next, client } = await withCommand()
    const { view } = await client.views.open({ trigger_id: (await next()).trigger, view: modal() })
    const update = () =>
      client.views.update({ view_id: view?.id ?? '', hash: view?.hash, view: modal({ title: plain('B') }) })
    await update()
    expect(await refusal(update())).toBe('hash_conflict')
  })
})
