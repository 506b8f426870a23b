import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { MOST_CONNECTIONS } from '../../../bot/sandbox/socket.ts'
import { startSandbox } from '../../../bot/sandbox/workspace.ts'
import { clientOf, mina, options, quiet, refusal, token } from './toy.ts'

async function startInSocketMode() {
  const sandbox = await startSandbox(options())
  const clientOptions = { slackApiUrl: sandbox.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: 'xapp-toy',
    logger: quiet,
    clientPingTimeout: 300,
    installerOptions: { clientOptions },
  })
  const app = new App({ token, receiver, clientOptions, logLevel: LogLevel.ERROR })
  onTestFinished(async () => {
    await app.stop()
    await sandbox.close()
  })
  return { sandbox, app, person: sandbox.person(mina.id) }
}

test('in Socket Mode commands, submissions and events come over the socket and are answered there', async () => {
  const { sandbox, app, person } = await startInSocketMode()
  const title = { type: 'plain_text' as const, text: 'Form' }
  const label = { type: 'plain_text' as const, text: 'Why' }
  const input = { type: 'input' as const, block_id: 'why', label, element: { type: 'plain_text_input' as const } }
  app.command('/stock', ({ ack }) => ack('Over the socket'))
  app.command('/refund', async ({ ack, client, command }) => {
    await ack()
    const view = { type: 'modal' as const, callback_id: 'form', title, submit: title, blocks: [input] }
    await client.views.open({ trigger_id: command.trigger_id, view })
  })
  app.view('form', ({ ack }) => ack({ response_action: 'errors', errors: { why: 'Not that' } }))
  app.message(async ({ message, say }) => {
    if (message.subtype === undefined) await say(`Heard: ${message.text}`)
  })
  await app.start()
  await expect.poll(() => sandbox.sockets.connections).toBe(1)
  expect((await person.command('/stock')).shown?.text).toBe('Over the socket')
  await person.command('/refund')
  await person.sees('Form')
  await person.fill({ Why: 'because' })
  expect((await person.submit()).errors).toEqual({ why: 'Not that' })
  await person.closeModal()
  await person.say('Hello')
  await person.sees('Heard: Hello')
})

test('an app that is asked to connect anew does so and goes on', async () => {
  const { sandbox, app, person } = await startInSocketMode()
  app.command('/stock', ({ ack }) => ack('Still here'))
  await app.start()
  await expect.poll(() => sandbox.sockets.connections).toBe(1)
  sandbox.sockets.refresh()
  await expect.poll(() => sandbox.sockets.connections).toBe(0)
  expect((await person.command('/stock')).error).toBe('dispatch_failed')
  await expect.poll(() => sandbox.sockets.connections, { timeout: 4000 }).toBe(1)
  expect((await person.command('/stock')).shown?.text).toBe('Still here')
})

test('an app holds at most ten connections, and each event goes to one of them', async () => {
  const sandbox = await startSandbox(options())
  const client = clientOf(sandbox, 'xapp-toy')
  const got: number[] = []
  const links: WebSocket[] = []
  for (let index = 0; index < MOST_CONNECTIONS; index++) {
    const { url = '' } = await client.apps.connections.open()
    const link = new WebSocket(url)
    links.push(link)
    link.on('message', (data) => {
      const { envelope_id } = JSON.parse(data.toString())
      if (!envelope_id) return
      got.push(index)
      link.send(JSON.stringify({ envelope_id }))
    })
    await new Promise((resolve) => link.once('message', resolve))
  }
  expect(await refusal(client.apps.connections.open())).toBe('too_many_websockets')
  for (let event = 0; event < 3; event++) await sandbox.person(mina.id).say('Hello')
  expect(new Set(got).size).toBe(3)
  expect(got).toHaveLength(3)
  for (const link of links) link.close()
  await sandbox.close()
})

test('only an app-level token opens a connection, and a ticket is good for one', async () => {
  const sandbox = await startSandbox(options())
  expect(await refusal(clientOf(sandbox).apps.connections.open())).toBe('not_allowed_token_type')
  const { url = '' } = await clientOf(sandbox, 'xapp-toy').apps.connections.open()
  const knock = () =>
    new Promise<string>((resolve) => {
      const link = new WebSocket(url)
      link.once('open', () => resolve('open'))
      link.once('error', (fault) => resolve(fault.message))
    })
  expect(await knock()).toBe('open')
  expect(await knock()).toContain('403')
  await sandbox.close()
})
