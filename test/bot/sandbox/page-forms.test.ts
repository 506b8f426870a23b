import type { App } from '@slack/bolt'
import { expect, test } from 'vitest'
import { messages, openTab, send, startBrowser } from './page-browser.ts'
import { mina, startToy, wei } from './toy.ts'

startBrowser()

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (value: string) => ({ text: plain(value.toUpperCase()), value })
const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: 'v', ...element },
  ...more,
})

/** Every input that a modal can hold. */
const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Refund'),
  submit: plain('Request'),
  blocks: [
    input('amount', { type: 'number_input', is_decimal_allowed: true }),
    input('note', { type: 'plain_text_input', multiline: true }),
    input('mail', { type: 'email_text_input' }),
    input('site', { type: 'url_text_input' }),
    input('reason', { type: 'static_select', options: ['late', 'lost', 'broken'].map(option) }),
    input('items', { type: 'multi_static_select', options: ['cup', 'tea', 'tray'].map(option) }),
    input('customer', { type: 'external_select', action_id: 'customer', min_query_length: 1 }),
    input('person', { type: 'users_select' }),
    input('channel', { type: 'channels_select' }),
    input('place', { type: 'conversations_select' }),
    input('day', { type: 'datepicker' }),
    input('hour', { type: 'timepicker' }),
    input('moment', { type: 'datetimepicker' }),
    input('ticks', { type: 'checkboxes', options: ['a', 'b', 'c'].map(option) }),
    input('way', { type: 'radio_buttons', options: ['card', 'cash'].map(option) }),
  ],
}

interface Submitted {
  values: Record<string, Record<string, { type: string; [key: string]: unknown }>>[]
}

/** An app that opens the form, finds amounts over 100 too large, and keeps what was submitted. */
function refunds(submitted: Submitted) {
  return (app: App) => {
    app.command('/refund', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: form as never })
    })
    app.options('customer', ({ ack, options }) =>
      ack({ options: ['zoe', 'zac'].filter((name) => name.startsWith(options.value)).map(option) }),
    )
    app.view('form', async ({ ack, view }) => {
      if (Number(view.state.values.amount?.v?.value) > 100)
        return ack({ response_action: 'errors', errors: { amount: 'At most 100' } })
      submitted.values.push(view.state.values as never)
      return ack()
    })
  }
}

test('a form takes every kind of input, marks what is wrong, and is gone when all is well', async () => {
  const submitted: Submitted = { values: [] }
  const { sandbox } = await startToy(refunds(submitted))
  const page = await openTab(sandbox, wei)
  await send(page, '/refund')
  const modal = page.getByRole('dialog', { name: 'Refund' })
  await modal.waitFor()
  const pick = async (field: string, search: string) => {
    await modal.getByRole('button', { name: new RegExp(`^${field}`) }).click()
    await page.keyboard.type(search)

    await modal.locator('.option').first().waitFor()
    await expect.poll(() => modal.locator('.option').count()).toBe(1)
    await page.keyboard.press('Enter')
  }
  await expect.poll(() => modal.getByLabel('amount').evaluate((node) => node === document.activeElement)).toBe(true)
  await page.keyboard.type('900')
  await modal.getByLabel('note').fill('Two\nlines')
  await modal.getByLabel('mail').fill('zoe@shop.test')
  await modal.getByLabel('site').fill('https://shop.test')
  await pick('reason', 'bro')
  await pick('items', 'cup')
  await page.keyboard.press('Escape')
  await pick('items', 'tray')
  await page.keyboard.press('Escape')
  await pick('customer', 'zo')
  await pick('person', 'Mina')
  await pick('channel', 'sal')
  await pick('place', 'Toy')
  await modal.getByLabel('day').fill('2026-03-04')
  await modal.getByLabel('hour').fill('09:30')
  await modal.getByLabel('moment').fill('2026-03-04T09:30')
  await modal.getByLabel('B', { exact: true }).check()
  await modal.getByLabel('C', { exact: true }).check()
  await modal.getByLabel('CASH').check()
  await modal.getByRole('button', { name: 'Request' }).click()

  await modal.getByText('At most 100').waitFor()
  const wrong = modal.getByLabel('amount')
  expect(await wrong.getAttribute('aria-invalid')).toBe('true')
  expect(await wrong.evaluate((node) => node === document.activeElement)).toBe(true)
  expect(await modal.getByLabel('note').inputValue()).toBe('Two\nlines')
  await wrong.fill('90.5')
  await page.keyboard.press('Enter')
  await modal.waitFor({ state: 'hidden' })

  const [values] = submitted.values
  expect(
    Object.fromEntries(Object.entries(values ?? {}).map(([id, held]) => [id, Object.values(held)[0]])),
  ).toMatchObject({
    amount: { value: '90.5' },
    note: { value: 'Two\nlines' },
    mail: { value: 'zoe@shop.test' },
    site: { value: 'https://shop.test' },
    reason: { selected_option: { value: 'broken' } },
    items: { selected_options: [{ value: 'cup' }, { value: 'tray' }] },
    customer: { selected_option: { value: 'zoe' } },
    person: { selected_user: mina.id },
    channel: { selected_channel: 'C0SALES' },
    place: { selected_conversation: 'D0WEI' },
    day: { selected_date: '2026-03-04' },
    hour: { selected_time: '09:30' },
    // 09:30 on the wall of who entered it: in Shanghai.
    moment: { selected_date_time: Date.UTC(2026, 2, 4, 1, 30) / 1000 },
    ticks: { selected_options: [{ value: 'b' }, { value: 'c' }] },
    way: { selected_option: { value: 'cash' } },
  })
})

test('what the form itself asks for is said in the language of who fills it', async () => {
  const { sandbox } = await startToy(refunds({ values: [] }))
  const page = await openTab(sandbox, wei)
  await send(page, '/refund')
  await page.getByLabel('note').press('Control+Enter')
  await page.getByText('请填写此必填项').first().waitFor()
  expect(await page.locator('.wrong').count()).toBe(form.blocks.length)
})

test('a dangerous button asks first, and only a yes reaches the app', async () => {
  const pressed: string[] = []
  const confirm = {
    title: plain('Sure?'),
    text: plain('It is final.'),
    confirm: plain('Do it'),
    deny: plain('Keep it'),
  }
  const elements = [
    { type: 'button' as const, action_id: 'reject', style: 'danger' as const, text: plain('Reject'), confirm },
  ]
  const { sandbox, client } = await startToy((app) =>
    app.action('reject', async ({ ack, body, respond }) => {
      await ack()
      pressed.push(body.user.id)
      await respond({ replace_original: true, text: 'Rejected' })
    }),
  )
  await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'actions', elements }] })
  const page = await openTab(sandbox, mina)
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click()
  await messages(page).getByText('Rejected').waitFor()
  expect(pressed).toEqual([mina.id])
})

test('an element that the app does not answer says so beside it', async () => {
  const { sandbox, client } = await startToy(() => {}, { acknowledgeWithin: 300 })
  const menu = { type: 'overflow' as const, action_id: 'nobody', options: ['open', 'share'].map(option) }
  const text = { type: 'mrkdwn' as const, text: 'An order' }
  await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'section', text, accessory: menu }] })
  const page = await openTab(sandbox, mina)
  await page.locator('.section').getByRole('button', { name: 'More actions' }).click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.trouble').waitFor()
  expect(await page.locator('.trouble').textContent()).toContain('The app did not take this')
})

test('modals pile up, Esc takes the one on top, and a shortcut opens one from a message', async () => {
  const view = (title: string, blocks: object[] = []) => ({ type: 'modal', title: plain(title), blocks }) as never
  const more = [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] }]
  const { sandbox, client } = await startToy((app) => {
    app.shortcut('case', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({ trigger_id: body.trigger_id, view: view('Case', more) })
    })
    app.action('more', async ({ ack, body, client }) => {
      await ack()
      if ('trigger_id' in body) await client.views.push({ trigger_id: body.trigger_id, view: view('Details', more) })
    })
  })
  await client.chat.postMessage({ channel: 'C0OPS', text: 'A complaint' })
  const page = await openTab(sandbox, mina)
  await messages(page).hover()
  await page.locator('.toolbar').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Make a case of it' }).click()
  await page.getByRole('dialog', { name: 'Case' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('dialog', { name: 'Details' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: 'Case' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('dialog', { name: 'Details' }).waitFor()
  await page.evaluate(() => {
    // As Chromium does where nothing was touched since the last Escape: it says so, and closes by itself.
    const dialog = document.querySelector('dialog[open]') as HTMLDialogElement
    dialog.dispatchEvent(new Event('cancel'))
    dialog.close()
  })
  await page.getByRole('dialog', { name: 'Case' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
})

test('a view that changes under the fingers keeps what is being typed', async () => {
  let id = ''
  const view = (blocks: object[]) => ({ type: 'modal', title: plain('Edit'), submit: plain('Save'), blocks }) as never
  const field = input('name', { type: 'plain_text_input' })
  const { sandbox, client } = await startToy((app) =>
    app.command('/stock', async ({ ack, body, client }) => {
      await ack()
      id = (await client.views.open({ trigger_id: body.trigger_id, view: view([field]) })).view?.id ?? ''
    }),
  )
  const page = await openTab(sandbox, mina)
  await send(page, '/stock')
  await page.getByLabel('name').pressSequentially('Long')
  await client.views.update({ view_id: id, view: view([{ type: 'header', text: plain('Found 3') }, field]) })
  await page.getByText('Found 3').waitFor()
  await page.keyboard.type('jing')
  expect(await page.getByLabel('name').inputValue()).toBe('Longjing')
})
