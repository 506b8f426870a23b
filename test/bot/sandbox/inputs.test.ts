import type { ModalView } from '@slack/web-api'
import { expect, test } from 'vitest'
import { modal, option, plain } from './parts.ts'
import { mina, startToy, wei } from './toy.ts'

const ask = (label: string, element: object, more = {}): ModalView['blocks'][number] =>
  ({ type: 'input', block_id: label, label: plain(label), element: { action_id: 'v', ...element }, ...more }) as never

const fruits = ['Apple', 'Pear', 'Plum'].map((fruit) => option(fruit, fruit.toLowerCase()))

/** A modal with these inputs, open before Mina; what she submits is kept. */
async function asking(...blocks: ModalView['blocks']) {
  const submitted: Record<string, unknown>[] = []
  const { sandbox } = await startToy((app) => {
    app.command('/stock', async ({ ack, client, command }) => {
      await ack()
      const view = modal({ callback_id: 'form', submit: plain('Send'), blocks })
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
    app.view('form', async ({ ack, view }) => {
      const values = Object.entries(view.state.values)
      submitted.push(
        Object.fromEntries(
          values.map(([block, { v }]) => [
            block,
            Object.values({ ...v, type: undefined }).filter((one) => one !== undefined)[0],
          ]),
        ),
      )
      await ack()
    })
  })
  const person = sandbox.person(mina.id)
  await person.command('/stock')
  await person.waitFor(() => person.modal)
  return { person, submitted }
}

test('every kind of input is filled by the words beside it and submitted as Slack does', async () => {
  const { person, submitted } = await asking(
    ask('Reason', { type: 'plain_text_input', multiline: true }),
    ask('Amount', { type: 'number_input', is_decimal_allowed: true }),
    ask('Mail', { type: 'email_text_input' }),
    ask('Site', { type: 'url_text_input' }),
    ask('Fruit', { type: 'static_select', options: fruits }),
    ask('Fruits', { type: 'multi_static_select', options: fruits }),
    ask('Tick', { type: 'checkboxes', options: fruits }),
    ask('One', { type: 'radio_buttons', options: fruits }),
    ask('Who', { type: 'users_select' }),
    ask('All', { type: 'multi_users_select' }),
    ask('Where', { type: 'channels_select' }),
    ask('Talk', { type: 'conversations_select' }),
    ask('Day', { type: 'datepicker' }),
    ask('Hour', { type: 'timepicker' }),
    ask('Moment', { type: 'datetimepicker' }),
  )
  await person.fill({
    Reason: 'Broken',
    Amount: 12.5,
    Mail: 'a@example.com',
    Site: 'https://example.com',
    Fruit: 'Pear',
    Fruits: ['Apple', 'plum'],
    Tick: ['Pear'],
    One: 'Plum',
    Who: '@wei',
    All: ['Mina Park'],
    Where: '#sales',
    Talk: 'ops',
    Day: '2026-03-29',
    Hour: '09:00',
    Moment: 1767225600,
  })
  expect(await person.submit()).toMatchObject({ ok: true, modal: null })
  expect(submitted).toMatchObject([
    {
      Reason: 'Broken',
      Amount: '12.5',
      Mail: 'a@example.com',
      Site: 'https://example.com',
      Fruit: { value: 'pear' },
      Fruits: [{ value: 'apple' }, { value: 'plum' }],
      Tick: [{ value: 'pear' }],
      One: { value: 'plum' },
      Who: wei.id,
      All: [mina.id],
      Where: 'C0SALES',
      Talk: 'C0OPS',
      Day: '2026-03-29',
      Hour: '09:00',
      Moment: 1767225600,
    },
  ])
})

test('what stands in an input at first is submitted untouched, and can be emptied', async () => {
  const { person, submitted } = await asking(
    ask('Kept', { type: 'plain_text_input', initial_value: 'as it was' }),
    ask('Gone', { type: 'static_select', options: fruits, initial_option: fruits[0] }, { optional: true }),
  )
  expect(person.modal?.fields).toMatchObject([{ value: 'as it was' }, { value: 'Apple' }])
  await person.select('Gone', null)
  await person.submit()
  expect(submitted).toEqual([{ Kept: 'as it was', Gone: null }])
})

test.each([
  ['Amount', { type: 'number_input', is_decimal_allowed: false }, '12.5', 'Please enter a valid number.'],
  [
    'Amount',
    { type: 'number_input', is_decimal_allowed: true, min_value: '1' },
    '0',
    'Please enter a number of at least 1.',
  ],
  ['Amount', { type: 'number_input', is_decimal_allowed: true, max_value: '9' }, '१२', 'Please enter a valid number.'],
  ['Reason', { type: 'plain_text_input', min_length: 5 }, 'no', 'Please enter at least 5 characters.'],
  ['Reason', { type: 'plain_text_input', max_length: 3 }, 'long', 'Please enter at most 3 characters.'],
  ['Mail', { type: 'email_text_input' }, 'nobody', 'Please enter a valid email address.'],
  ['Site', { type: 'url_text_input' }, 'nowhere', 'Please enter a valid URL.'],
])('%s as %o is not sent with %s', async (label, element, value, problem) => {
  const { person, submitted } = await asking(ask(label, element))
  await person.fill({ [label]: value })
  expect((await person.submit()).errors).toEqual({ [label]: problem })
  expect(submitted).toEqual([])
})

test('a choice that is not offered is said with what is', async () => {
  const { person } = await asking(ask('Fruit', { type: 'static_select', options: fruits }))
  await expect(person.fill({ Fruit: 'Fig' })).rejects.toThrow('"Fig" is no choice of Fruit: Apple, Pear, Plum')
})

test('an input that sends at once tells the app while the modal is open', async () => {
  const picked: unknown[] = []
  const { sandbox } = await startToy((app) => {
    app.command('/stock', async ({ ack, client, command }) => {
      await ack()
      const blocks = [ask('Fruit', { type: 'static_select', options: fruits }, { dispatch_action: true })]
      await client.views.open({ trigger_id: command.trigger_id, view: modal({ submit: plain('Send'), blocks }) })
    })
    app.action('v', async ({ ack, body, client, payload }) => {
      await ack()
      picked.push('selected_option' in payload && payload.selected_option?.value)
      if (body.type !== 'block_actions' || !body.view) throw new Error('not in a view')
      const note = { type: 'section' as const, text: plain('Pears are out') }
      const blocks = [...body.view.blocks, note] as ModalView['blocks']
      await client.views.update({
        view_id: body.view.id,
        hash: body.view.hash,
        view: modal({ submit: plain('Send'), blocks }),
      })
    })
  })
  const person = sandbox.person(mina.id)
  await person.command('/stock')
  await person.waitFor(() => person.modal)
  await person.select('Fruit', 'Pear')
  await person.sees('Pears are out')
  expect(picked).toEqual(['pear'])
  expect(person.modal?.fields).toMatchObject([{ label: 'Fruit', value: 'Pear' }])
})
