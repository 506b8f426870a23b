import { describe, expect, test } from 'vitest'
import { plain } from './parts.ts'
import { mina, startToy, wei } from './toy.ts'

const button = (text: string, more = {}) => ({
  type: 'button' as const,
  action_id: text.toLowerCase(),
  text: plain(text),
  ...more,
})
const actions = (...elements: ReturnType<typeof button>[]) => ({
  type: 'actions' as const,
  block_id: 'buttons',
  elements,
})

describe('a button', () => {
  test('replaces the ephemeral message it stands in, through response_url', async () => {
    const { sandbox } = await startToy((app) => {
      app.command('/stock', ({ ack }) => ack({ text: 'Tea', blocks: [actions(button('Refresh', { value: 'tea' }))] }))
      app.action('refresh', async ({ ack, respond, payload }) => {
        await ack()
        const value = 'value' in payload ? payload.value : ''
        await respond({ replace_original: true, text: `Fresh ${value}` })
      })
    })
    const person = sandbox.person(mina.id)
    await person.command('/stock tea', { channel: 'ops' })
    expect(person.latest()).toMatchObject({ text: '[Refresh]', buttons: ['Refresh'] })
    expect(await person.click('Refresh')).toMatchObject({ ok: true, status: 200 })
    await person.sees('Fresh tea')
    expect(person.messages('ops')).toHaveLength(1)
  })

  test('of a posted message is pressed by anyone in the channel, who is named to the app', async () => {
    const { sandbox, client } = await startToy((app) => {
      app.action('approve', async ({ ack, body, client }) => {
        await ack()
        if (body.type !== 'block_actions' || !body.channel || !body.message) throw new Error('no message')
        await client.chat.update({
          channel: body.channel.id,
          ts: body.message.ts,
          text: `Approved by <@${body.user.id}>`,
          blocks: [],
        })
      })
    })
    await client.chat.postMessage({ channel: 'C0OPS', text: 'Approve?', blocks: [actions(button('Approve'))] })
    await sandbox.person(wei.id).click('Approve', { channel: 'ops' })
    await sandbox.person(mina.id).sees('Approved by @wei')
    expect(sandbox.person(mina.id).latest('ops')).toMatchObject({ edited: true, buttons: [] })
  })

  test('with a confirm dialog does nothing when that is declined', async () => {
    const presses: string[] = []
    const confirm = {
      title: plain('Sure?'),
      text: plain('It cannot be undone'),
      confirm: plain('Yes'),
      deny: plain('No'),
    }
    const { sandbox, client } = await startToy((app) => {
      app.action('cancel', ({ ack, body }) => {
        presses.push(body.user.id)
        return ack()
      })
    })
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [actions(button('Cancel', { confirm }))] })
    const person = sandbox.person(mina.id)
    expect(await person.click('Cancel', { confirm: 'decline' })).toMatchObject({ error: 'declined', status: null })
    await person.click('Cancel')
    expect(presses).toEqual([mina.id])
  })

  test('that is not there is said with what there is', async () => {
    const { sandbox, client } = await startToy()
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [actions(button('Approve'))] })
    await expect(sandbox.person(mina.id).click('Aprove')).rejects.toThrow(
      'finds no "Aprove" here; there is: Approve (button)',
    )
  })
})

describe('a select', () => {
  test('of the app offers what the app suggests', async () => {
    const picked: unknown[] = []
    const { sandbox, client } = await startToy((app) => {
      app.options('sku', ({ ack, payload }) =>
        ack({ options: [{ text: plain(`Green ${payload.value}`), value: 'T-1' }] }),
      )
      app.action('sku', ({ ack, payload }) => {
        picked.push('selected_option' in payload && payload.selected_option)
        return ack()
      })
    })
    const select = { type: 'external_select' as const, action_id: 'sku', placeholder: plain('Find an article') }
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'actions', elements: [select] }] })
    const person = sandbox.person(mina.id)
    expect(await person.suggestions('Find an article', 'tea')).toEqual([
      { label: 'Green tea', value: 'T-1', group: null },
    ])
    await person.select('Find an article', 'tea')
    expect(picked).toMatchObject([{ value: 'T-1' }])
    expect(person.latest('ops')?.text).toBe('[Green tea]')
    expect(sandbox.person(wei.id).latest('ops')?.text).toBe('[Find an article]')
  })

  test('menu entries are clicked by their words', async () => {
    const picked: unknown[] = []
    const { sandbox, client } = await startToy((app) => {
      app.action('more', ({ ack, payload }) => {
        picked.push('selected_option' in payload && payload.selected_option)
        return ack()
      })
    })
    const menu = { type: 'overflow' as const, action_id: 'more', options: [{ text: plain('History'), value: 'h' }] }
    const section = { type: 'section' as const, text: plain('Tea'), accessory: menu }
    await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [section] })
    await sandbox.person(mina.id).click('History', { channel: 'ops' })
    expect(picked).toMatchObject([{ value: 'h' }])
  })
})

test('shortcuts reach the app, a message shortcut with its message', async () => {
  const seen: unknown[] = []
  const { sandbox, client } = await startToy((app) => {
    app.shortcut('ask', async ({ ack, shortcut }) => {
      seen.push(shortcut.type)
      await ack()
    })
    app.shortcut({ callback_id: 'case', type: 'message_action' }, async ({ ack, shortcut, respond }) => {
      seen.push(shortcut.message.text)
      await ack()
      await respond('A case now')
    })
  })
  const person = sandbox.person(mina.id)
  await client.chat.postMessage({ channel: 'C0OPS', text: 'Where is my parcel?' })
  await person.shortcut('Ask the shop')
  await person.shortcut('Make a case of it', person.latest('ops'))
  expect(seen).toEqual(['shortcut', 'Where is my parcel?'])
  await person.sees('A case now')
})
