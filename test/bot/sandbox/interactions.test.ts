import type { App } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { mina, startToy, wei } from './toy.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
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

const form = {
  type: 'modal' as const,
  callback_id: 'refund',
  title: plain('Refund'),
  submit: plain('Request refund'),
  close: plain('Cancel'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'amount',
      label: plain('Amount'),
      element: { type: 'plain_text_input' as const, action_id: 'v' },
    },
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: {
        type: 'static_select' as const,
        action_id: 'v',
        options: ['Damaged', 'Late'].map((word) => ({ text: plain(word), value: word.toLowerCase() })),
      },
    },
    {
      type: 'input' as const,
      block_id: 'watcher',
      optional: true,
      label: plain('Watcher'),
      element: { type: 'users_select' as const, action_id: 'v' },
    },
  ],
}

/** /refund opens the form. */
function opensForm(app: App): void {
  app.command('/refund', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view: form })
  })
}

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
    await expect(sandbox.person(mina.id).click('Aprove')).rejects.toThrow('finds no "Aprove" here; there is: Approve (button)')
  })
})

describe('a modal', () => {
  test('is filled by what a person reads and submitted', async () => {
    const submitted: unknown[] = []
    const { sandbox } = await startToy((app) => {
      opensForm(app)
      app.view('refund', async ({ ack, view }) => {
        submitted.push(view.state.values)
        await ack()
      })
    })
    const person = sandbox.person(mina.id)
    await person.command('/refund 1001')
    expect(await person.sees('Refund')).toMatchObject({ title: 'Refund', submit: 'Request refund' })
    await person.fill({ Amount: '12.50', Reason: 'Damaged', Watcher: '王伟' })
    expect(person.modal?.fields.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Amount: 12.50',
      'Reason: Damaged',
      'Watcher: 王伟',
    ])
    expect(await person.click('Request refund')).toMatchObject({ ok: true, modal: null })
    expect(submitted).toEqual([
      {
        amount: { v: { type: 'plain_text_input', value: '12.50' } },
        reason: {
          v: {
            type: 'static_select',
            selected_option: { text: { type: 'plain_text', text: 'Damaged', emoji: true }, value: 'damaged' },
          },
        },
        watcher: { v: { type: 'users_select', selected_user: wei.id } },
      },
    ])
  })

  test('is not sent while a required field is empty', async () => {
    const { sandbox } = await startToy(opensForm)
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    await person.sees('Refund')
    const sent = await person.submit()
    expect(sent.status).toBeNull()
    expect(Object.keys(sent.errors)).toEqual(['amount', 'reason'])
  })

  test('shows what the app says is wrong, at its field', async () => {
    const { sandbox } = await startToy((app) => {
      opensForm(app)
      app.view('refund', ({ ack }) => ack({ response_action: 'errors', errors: { amount: 'Too much' } }))
    })
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    await person.sees('Refund')
    await person.fill({ Amount: '1e9', Reason: 'late' })
    expect(await person.submit()).toMatchObject({ ok: false, errors: { amount: 'Too much' } })
    expect(person.modal?.text).toContain('Amount: 1e9 (! Too much)')
  })

  test('pushes, updates and clears as the submission is answered', async () => {
    const { sandbox } = await startToy((app) => {
      opensForm(app)
      const next = (callback_id: string, title: string) => ({ ...form, callback_id, title: plain(title), blocks: [] })
      app.view('refund', ({ ack }) => ack({ response_action: 'push', view: next('second', 'Check') }))
      app.view('second', ({ ack }) => ack({ response_action: 'update', view: next('third', 'Sure') }))
      app.view('third', ({ ack }) => ack({ response_action: 'clear' }))
    })
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    await person.sees('Refund')
    await person.fill({ Amount: '1', Reason: 'late' })
    expect((await person.submit()).modal).toMatchObject({ title: 'Check', depth: 2 })
    expect((await person.submit()).modal).toMatchObject({ title: 'Sure', depth: 2 })
    expect((await person.submit()).modal).toBeNull()
  })

  test('stays with what was entered when the app does not answer in time', async () => {
    const { sandbox } = await startToy(
      (app) => {
        opensForm(app)
        app.view('refund', async () => {})
      },
      { acknowledgeWithin: 150 },
    )
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    await person.sees('Refund')
    await person.fill({ Amount: '1', Reason: 'late' })
    expect(await person.submit()).toMatchObject({ ok: false, error: 'operation_timeout' })
    expect(person.modal).toMatchObject({
      trouble: 'We had some trouble connecting. Try again?',
      fields: [{ value: '1' }, {}, {}],
    })
  })

  test('tells the app when it is closed, if the app asked for that', async () => {
    const closed: unknown[] = []
    const { sandbox } = await startToy((app) => {
      opensForm(app)
      app.view({ callback_id: 'refund', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push('is_cleared' in body && body.is_cleared)
        await ack()
      })
    })
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    await person.sees('Refund')
    await person.click('Cancel')
    expect(closed).toEqual([false])
    expect(person.modal).toBeNull()
  })

  test('keeps what was entered when it is redrawn', async () => {
    const { sandbox, client } = await startToy(opensForm)
    const person = sandbox.person(mina.id)
    await person.command('/refund')
    const { id } = (await person.sees('Refund')) as { id: string }
    await person.fill({ Amount: '7' })
    await client.views.update({ view_id: id, view: { ...form, title: plain('Changed') } })
    expect(person.modal).toMatchObject({ title: 'Changed', fields: [{ value: '7' }, {}, {}] })
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
