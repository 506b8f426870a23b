import { expect, test } from 'vitest'
import { mina, startToy, wei } from './toy.ts'

test('a command reaches the app, and the answer in its acknowledgement is seen by the asker alone', async () => {
  const { sandbox } = await startToy((app) => {
    app.command('/stock', ({ ack, command }) => ack(`You, <@${command.user_id}>, asked for ${command.text}`))
  })
  const asked = await sandbox.person(mina.id).command('/stock low', { channel: 'ops' })
  expect(asked).toMatchObject({ ok: true, status: 200, shown: { ephemeral: true, text: 'You, @mina, asked for low' } })
  expect(sandbox.person(mina.id).ephemerals('ops')).toHaveLength(1)
  expect(sandbox.person(wei.id).messages('ops')).toEqual([])
})

test('an answer for the channel is seen by everyone', async () => {
  const { sandbox } = await startToy((app) => {
    app.command('/stock', ({ ack }) => ack({ response_type: 'in_channel', text: 'Tea: *12*' }))
  })
  await sandbox.person(mina.id).command('/stock tea', { channel: 'ops' })
  expect(sandbox.person(wei.id).latest('ops')).toMatchObject({ ephemeral: false, text: 'Tea: 12', mrkdwn: 'Tea: *12*' })
})

test('slow work is answered by response_url', async () => {
  const { sandbox } = await startToy((app) => {
    app.command('/stock', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'Counting done' })
    })
  })
  await sandbox.person(mina.id).command('/stock', { channel: 'ops' })
  expect(await sandbox.person(mina.id).sees('Counting done')).toMatchObject({ ephemeral: true, channel: 'C0OPS' })
})

test('an app that does not acknowledge in time is seen to fail', async () => {
  const { sandbox } = await startToy((app) => app.command('/stock', async () => {}), { acknowledgeWithin: 100 })
  const asked = await sandbox.person(mina.id).command('/stock')
  expect(asked).toMatchObject({ ok: false, error: 'operation_timeout' })
  expect(asked.shown?.text).toBe('/stock failed with the error "operation_timeout"')
})

test('an app that cannot be reached is seen to fail', async () => {
  const { sandbox } = await startToy()
  sandbox.pointAt('http://127.0.0.1:9/slack/events')
  expect(await sandbox.person(mina.id).command('/stock')).toMatchObject({ error: 'dispatch_failed' })
})

test('what is no command of the app never reaches it', async () => {
  const { sandbox } = await startToy()
  const person = sandbox.person(mina.id)
  expect((await person.command('/stok low')).shown?.text).toBe('/stok is not a valid command.')
  expect((await person.command('/help')).error).toBe('built_in_command')
  expect((await person.command('/stock', { thread: '1.000001' })).error).toBe('not_in_threads')
})

test('the same request sent twice reaches the app twice', async () => {
  const triggers: string[] = []
  const { sandbox } = await startToy((app) => {
    app.command('/stock', ({ ack, command }) => {
      triggers.push(command.trigger_id)
      return ack()
    })
  })
  await sandbox.person(mina.id).command('/stock', { twice: true })
  expect(triggers).toHaveLength(2)
  expect(new Set(triggers).size).toBe(1)
})
