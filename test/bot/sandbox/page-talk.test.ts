import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { messages, openTab, send, startBrowser } from './page-browser.ts'
import { mina, startToy, wei } from './toy.ts'

startBrowser()

const usage = [
  { command: '/stock', description: 'Look up stock', usageHint: 'SKU | low' },
  { command: '/status-of', description: 'How an order stands', usageHint: 'NUMBER' },
]
const lowStock = { text: 'Low', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Low stock' } }] }

test('a command is completed with its usage in sight, and its answer is only for who asked', async () => {
  const { sandbox } = await startToy((app) => app.command('/stock', ({ ack }) => ack(lowStock)), { commands: usage })
  const page = await openTab(sandbox, mina)
  const other = await openTab(sandbox, wei)
  await page.locator('#box').pressSequentially('/st')
  expect(await page.locator('.completion .option').allInnerTexts()).toEqual([
    expect.stringContaining('SKU | low'),
    expect.stringContaining('NUMBER'),
  ])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await expect.poll(() => page.locator('#box').inputValue()).toBe('/stock ')
  expect(await page.locator('.usage').textContent()).toContain('SKU | low')
  await page.keyboard.type('low')
  await page.keyboard.press('Enter')
  await page.getByText('Low stock').waitFor()
  expect(await messages(page).textContent()).toContain('Only visible to you')
  expect(await messages(other).count()).toBe(0)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await messages(page).waitFor({ state: 'detached' })
})

test('what one tab says the other sees at once, unread until it is opened', async () => {
  const { sandbox } = await startToy()
  const page = await openTab(sandbox, mina)
  const other = await openTab(sandbox, wei, 'C0SALES')
  const place = other.getByRole('link', { name: 'ops' })
  await send(page, '你好 *Wei*')
  await place.locator('.count').waitFor()
  expect(await place.locator('.count').textContent()).toBe('1')
  await place.click()
  await other.getByText('你好').waitFor()
  expect(await other.locator('.new').textContent()).toBe('新消息')
  await place.locator('.count').waitFor({ state: 'detached' })
  await send(page, 'And again')
  await other.getByText('And again').waitFor()
})

test('the page speaks the language of who acts, and remembers in its address who that is', async () => {
  const { sandbox } = await startToy()
  const page = await openTab(sandbox, mina)
  expect(await page.locator('#sidebar h2').allInnerTexts()).toContain('Channels')
  await page.locator('#person').click()
  await page.getByRole('menuitemradio', { name: '王伟' }).click()
  await page.getByRole('heading', { name: '频道' }).waitFor()
  expect(page.url()).toContain(`C0OPS?as=${wei.id}`)
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  await page.reload()
  await page.getByRole('heading', { name: '频道' }).waitFor()
})

test('replies stand in a panel beside the channel', async () => {
  const { sandbox, client } = await startToy()
  const { ts } = await client.chat.postMessage({ channel: 'C0OPS', text: 'Who takes it?' })
  const page = await openTab(sandbox, mina)
  await messages(page).hover()
  await page.getByRole('button', { name: 'Reply in thread' }).click()
  await page.locator('#thread textarea').fill('I do')
  await page.keyboard.press('Enter')
  await page.locator('#thread .message').nth(1).waitFor()
  await page.getByRole('button', { name: '1 reply' }).waitFor()
  expect(await messages(page).count()).toBe(1)
  await client.chat.postMessage({ channel: 'C0OPS', thread_ts: ts, text: 'Thank you' })
  await page.locator('#thread').getByText('Thank you').waitFor()
  await page.locator('#thread textarea').press('Escape')
  await page.locator('#thread').waitFor({ state: 'hidden' })
})

test('pictures are sent with words, chosen, pasted or dropped, and shown', async () => {
  const { sandbox } = await startToy()
  const page = await openTab(sandbox, mina)
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 20 } })
  await page.locator('input[type=file]').setInputFiles({ name: 'cup.png', mimeType: 'image/png', buffer })
  await page.locator('#box').evaluate(
    (box, bytes) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(bytes)], 'pot.png', { type: 'image/png' }))
      const more = { bubbles: true, cancelable: true }
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...more }))
      box.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...more }))
    },
    [...buffer],
  )
  await expect.poll(() => page.locator('.attachment').allInnerTexts()).toEqual(['cup.png', 'pot.png', 'pot.png'])
  await page.getByRole('button', { name: 'Remove cup.png' }).click()
  await send(page, 'It is broken')
  const shown = page.locator('.message img')
  await expect.poll(() => shown.count()).toBe(2)
  expect(await shown.first().evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(
    40,
  )
  expect(await messages(page).first().textContent()).toContain('It is broken')
  expect(await page.locator('.attachment').count()).toBe(0)
})

test('words from others stay words', async () => {
  const { sandbox, client } = await startToy()
  const nasty = '<img src=x onerror=document.title=1> &lt;script&gt; <javascript:alert(1)|press> <https://a.test|safe>'
  await client.chat.postMessage({ channel: 'C0OPS', text: nasty })
  const blocks = [{ type: 'markdown', text: '<b>no</b> [no](javascript:alert(1)) **yes**' }]
  await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks })
  const page = await openTab(sandbox, mina)
  await messages(page).nth(1).waitFor()
  expect(await page.locator('.message :is(img, script, b)').count()).toBe(0)
  expect(await page.locator('.message a').allInnerTexts()).toEqual(['safe'])
  expect(await messages(page).first().textContent()).toContain(
    '<img src=x onerror=document.title=1> <script> press safe',
  )
})

test('a permalink leads to its message, however old, on the same page', async () => {
  const { sandbox, client } = await startToy()
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'The first of all' })
  for (let count = 1; count <= 210; count++)
    sandbox.store.post({ channel: 'C0OPS', user: wei.id, text: `No. ${count}` })
  const { permalink } = await client.chat.getPermalink({ channel: 'C0OPS', message_ts: ts })
  await client.chat.postMessage({ channel: 'C0SALES', text: `See <${permalink}|there>` })
  const page = await openTab(sandbox, mina)
  await page.getByText('No. 210').waitFor()
  expect(await page.getByText('The first of all').count()).toBe(0)
  await page.getByRole('link', { name: 'sales' }).click()
  await page.getByRole('link', { name: 'there' }).click()
  await page.locator('.found').waitFor()
  expect(await page.locator('.found').textContent()).toContain('The first of all')
  expect(await page.locator('#person').textContent()).toContain('Mina Park')
})

test('the page says that the sandbox is gone, and goes on by itself when it is back', async () => {
  const served: { handle?: RequestListener } = {}
  const server = createServer((request, response) => served.handle?.(request, response))
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const { sandbox, client } = await startToy(() => {}, { publicUrl: `http://127.0.0.1:${port}` })
  served.handle = sandbox.handle
  const page = await openTab(sandbox, mina)
  server.close()
  server.closeAllConnections()
  await page.locator('#banner').waitFor()
  await send(page, 'Does this arrive?')
  await page.getByText('Not sent').waitFor()
  expect(await page.locator('#box').inputValue()).toBe('Does this arrive?')
  sandbox.store.post({ channel: 'C0OPS', user: wei.id, text: 'Missed meanwhile' })
  await listen(port)
  await page.getByText('Missed meanwhile').waitFor()
  await page.locator('#banner').waitFor({ state: 'hidden' })
  await client.chat.postMessage({ channel: 'C0OPS', text: 'And live again' })
  await page.getByText('And live again').waitFor()
  server.closeAllConnections()
  server.close()
})

test('on a phone the places are a drawer, a thread covers the channel, and nothing hangs over the edge', async () => {
  const { sandbox, client } = await startToy()
  const wide = `Wide ${'x'.repeat(200)} \`${'y'.repeat(120)}\``
  const rows = [Array.from({ length: 9 }, (_, place) => ({ type: 'raw_text', text: `A wide column ${place}` }))]
  await client.chat.postMessage({ channel: 'C0OPS', text: wide })
  await client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [{ type: 'table', rows } as never] })
  const page = await openTab(sandbox, mina, 'C0SALES', { viewport: { width: 390, height: 844 } })
  const ops = page.getByRole('link', { name: 'ops' })
  expect(await ops.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Show channels' }).click()
  await ops.click()
  await ops.waitFor({ state: 'hidden' })
  await page.getByText('Wide x').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(
    await page
      .locator('.message-body')
      .first()
      .evaluate((node) => node.scrollWidth <= node.clientWidth),
  ).toBe(true)
  await page.locator('.toolbar').first().getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Reply in thread' }).click()
  await page.locator('#thread .message').waitFor()
  expect((await page.locator('#thread').boundingBox())?.width).toBe(390)
})
