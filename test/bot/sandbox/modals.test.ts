import type { App } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { plain } from './parts.ts'
import { mina, startToy, wei } from './toy.ts'

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
