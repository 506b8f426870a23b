import { expect, test } from 'vitest'
import { bot, listenRaw, mina, startToy, wei } from './toy.ts'

test('what people say in a channel, a thread and directly reaches the app and can be answered there', async () => {
  const { sandbox } = await startToy((app) => {
    app.message(async ({ message, say }) => {
      if (message.subtype !== undefined) return
      await say({ text: `Heard: ${message.text}`, thread_ts: message.thread_ts })
    })
  })
  const person = sandbox.person(mina.id)
  const { shown } = await person.say('Good morning', { channel: 'ops' })
  await person.sees('Heard: Good morning', { channel: 'ops' })
  const thread = shown?.ts ?? ''
  await person.say('In the thread', { channel: 'ops', thread })
  await person.waitFor(() => person.messages('ops', thread).length === 3)
  expect(person.messages('ops', thread).map(({ text }) => text)).toEqual([
    'Good morning',
    'In the thread',
    'Heard: In the thread',
  ])
  expect(person.messages('ops')).toHaveLength(2)
  await person.dm('Just us')
  await person.sees('Heard: Just us', { channel: 'dm' })
  expect(sandbox.person(wei.id).messages('dm')).toEqual([])
})

test('an app that is not in a channel does not hear it', async () => {
  const { sandbox } = await startToy()
  expect(await sandbox.person(mina.id).say('Secret', { channel: 'away' })).toMatchObject({ status: null, ok: true })
})

test('an event that is not answered in time, or not with 200, comes again and says so, until it is', async () => {
  const tries: string[] = []
  const { sandbox } = await startToy(undefined, { acknowledgeWithin: 100 })
  const app = await listenRaw((request, response) => {
    tries.push(`${request.headers['x-slack-retry-num']} ${request.headers['x-slack-retry-reason']}`)
    if (tries.length > 1) response.writeHead(tries.length === 2 ? 500 : 200).end()
  })
  sandbox.pointAt(app)
  expect(await sandbox.person(mina.id).say('Hello', { channel: 'ops' })).toMatchObject({ error: 'operation_timeout' })
  await expect.poll(() => tries).toEqual(['undefined undefined', '1 http_timeout', '2 http_error'])
})

test('the app is told of what it changes and deletes itself, as of everything in its channels', async () => {
  const told: string[] = []
  const { client } = await startToy((app) => {
    app.event('message', async ({ event }) => {
      if (event.subtype === 'message_changed') told.push(`changed ${'text' in event.message && event.message.text}`)
      if (event.subtype === 'message_deleted')
        told.push(`deleted ${'text' in event.previous_message && event.previous_message.text}`)
    })
  })
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'One' })
  await client.chat.update({ channel: 'C0OPS', ts, text: 'Two' })
  await expect.poll(() => told).toEqual(['changed Two'])
  await client.chat.delete({ channel: 'C0OPS', ts })
  await expect.poll(() => told).toEqual(['changed Two', 'deleted Two'])
})

test('opening Home tells the app, and what it publishes is seen there', async () => {
  const { sandbox } = await startToy((app) => {
    app.event('app_home_opened', async ({ event, client }) => {
      const text = {
        type: 'mrkdwn' as const,
        text: `Hello <@${event.user}>, ${event.view ? 'again' : 'for the first time'}`,
      }
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'section', text }] } })
    })
  })
  const person = sandbox.person(mina.id)
  await person.openHome()
  await person.sees('Hello @mina, for the first time')
  await person.openHome()
  await person.sees('Hello @mina, again')
  expect(sandbox.person(wei.id).home).toBeNull()
})

test('a file that a person sends comes with a message, and the app can read it', async () => {
  const files: string[] = []
  const { sandbox } = await startToy((app) => {
    app.event('message', async ({ event, context }) => {
      if (event.subtype !== 'file_share') return
      const [file] = event.files ?? []
      const answer = await fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${context.botToken}` } })
      files.push(`${file?.name} ${file?.mimetype}: ${await answer.text()}`)
    })
  })
  const bytes = new TextEncoder().encode('sku,quantity')
  await sandbox.person(mina.id).upload({ name: 'stock.csv', bytes }, { channel: 'ops', text: 'New stock' })
  await expect.poll(() => files).toEqual(['stock.csv text/csv: sku,quantity'])
})

test('a chart is uploaded, processed, shared in a channel, and then fit for an image block', async () => {
  const { sandbox, client } = await startToy()
  const before = client.chat.postMessage({ channel: 'C0OPS', text: 'x', blocks: [imageOf('F0')] })
  await expect(before).rejects.toMatchObject({ data: { error: 'invalid_blocks' } })
  await client.filesUploadV2({
    channel_id: 'C0OPS',
    file: Buffer.from('png'),
    filename: 'sales.png',
    title: 'Sales',
    alt_text: 'Up',
    initial_comment: 'Sales of today',
  })
  const person = sandbox.person(mina.id)
  const shared = await person.waitFor(() => person.latest('ops'))
  expect(shared).toMatchObject({
    text: 'Sales of today\n(file: Sales, Up)',
    files: [{ mimetype: 'image/png', ready: true, size: 3 }],
  })
  const posted = await client.chat.postMessage({
    channel: 'C0SALES',
    text: 'x',
    blocks: [imageOf(shared.files[0]?.id ?? '')],
  })
  expect(posted.ok).toBe(true)

  function imageOf(id: string) {
    return { type: 'image' as const, alt_text: 'Sales', slack_file: { id } }
  }
})

test('a mention calls the app by name and pings; escaped words of a person ping no one', async () => {
  const mentions: string[] = []
  const { sandbox } = await startToy((app) => {
    app.event('app_mention', async ({ event }) => {
      mentions.push(event.text)
    })
  })
  const person = sandbox.person(mina.id)
  await person.say('@toy how is <!channel> & all?', { channel: 'ops' })
  await expect.poll(() => mentions).toEqual([`<@${bot.id}> how is &lt;!channel&gt; &amp; all?`])
  expect(person.latest('ops')).toMatchObject({ text: '@toy how is <!channel> & all?', pings: [bot.id] })
})

test('messages wait unread until they are read, and one person hears of another only what is theirs', async () => {
  const { sandbox, client } = await startToy()
  await client.chat.postMessage({ channel: 'ops', text: 'One' })
  await client.chat.postEphemeral({ channel: 'C0OPS', user: wei.id, text: 'Only you' })
  const unread = (id: string) =>
    sandbox.sight.state(sandbox.store.people.get(id) ?? mina).channels.find(({ name }) => name === 'ops')?.unread
  expect([unread(mina.id), unread(wei.id)]).toEqual([1, 2])
  expect(
    sandbox
      .person(mina.id)
      .messages('ops')
      .map(({ text }) => text),
  ).toEqual(['One'])
})
