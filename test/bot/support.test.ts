import { afterAll, beforeAll, expect, test } from 'vitest'
import { hearChanges } from '../../bot/support-threads.ts'
import { openSupport, type SupportWorld } from './support-world.ts'

let support: SupportWorld
beforeAll(async () => {
  support = await openSupport()
})
afterAll(() => support.close())

const people = () => ({
  sam: support.world.person('U0SAM'),
  lin: support.world.person('U0LIN'),
  mei: support.world.person('U0MEI'),
})
const reactions = (message: { reactions: { name: string }[] } | undefined) =>
  message?.reactions.map(({ name }) => name) ?? []

test('a customer writes, support claims and answers in the thread: the answer is delivered and marked, all else stays a note', async () => {
  const { sam, lin } = people()
  await support.write('c-1', 'Where is my <!channel> parcel?', { id: 'first' })
  await support.write('c-1', 'Where is my <!channel> parcel?', { id: 'first' })
  await support.write('c-1', 'Hello?')
  await support.settled()
  const card = await support.cardOf('c-1', sam)
  expect(card.text).toContain('open')
  const thread = () => sam.messages('support', card.ts).filter(({ ts }) => ts !== card.ts)
  expect(thread().map(({ text }) => text)).toEqual([
    expect.stringContaining('Where is my'),
    expect.stringContaining('Hello?'),
  ])

  await sam.say('I think it is on its way', { channel: 'support', thread: card.ts })
  await support.settled()
  expect(reactions(thread().at(-1))).toEqual(['memo'])
  expect(await sam.click('Claim', { message: card })).toMatchObject({ ok: true })
  await sam.say('It arrives *today* & tomorrow <@U0LIN>', { channel: 'support', thread: card.ts, twice: true })
  await lin.say('Sam, look at the tracking', { channel: 'support', thread: card.ts })
  await support.settled()
  expect(support.told('support.message')).toEqual([
    {
      conversation: await support.numberOf('c-1'),
      message: expect.any(String),
      customer: 'c-1',
      agent: 'Sam Okafor',
      text: 'It arrives *today* & tomorrow @Lin Wei 林薇',
    },
  ])
  expect(thread().slice(-2).map(reactions)).toEqual([['white_check_mark'], ['memo']])
  expect((await support.cardOf('c-1', sam)).text).not.toContain('waits')
})

test('forms: an answer that is ready, a complaint with its outcome, a note, the replay, an example', async () => {
  const { sam, lin } = people()
  await support.write('c-2', 'Broken cup', { topic: 'damage' })
  await support.settled()
  const number = await support.numberOf('c-2')
  await lin.command('/support canned', { channel: 'general' })
  await lin.click('添加快捷回复…')
  await lin.fill({ 名称: 'sorry', 内容: 'Dear {customer}, we are sorry. {agent}' })
  expect(await lin.submit()).toMatchObject({ ok: true })

  await sam.command(`/support canned ${number}`, { channel: 'general' })
  expect(sam.latest('general')?.text).toContain('Claim it first')
  await sam.command(`/support claim ${number}`, { channel: 'general' })
  await sam.command(`/support canned ${number}`, { channel: 'general' })
  await sam.fill({ Answer: 'sorry' })
  await sam.submit()
  await sam.fill({ Text: 'Dear c-2, we are very sorry. Sam' })
  expect(await sam.submit()).toMatchObject({ ok: true })
  await sam.command(`/support complaint ${number}`, { channel: 'general' })
  await sam.fill({ Severity: 'high' })
  expect(await sam.submit()).toMatchObject({ ok: true })
  await sam.command(`/support note ${number} knows our boss`, { channel: 'general' })
  await support.settled()
  expect(support.told('support.message').at(-1)).toMatchObject({ text: 'Dear c-2, we are very sorry. Sam' })
  const card = await support.cardOf('c-2', sam)
  expect(card.text).toContain('Complaint')
  expect(sam.messages('support', card.ts).at(-1)?.text).toContain('knows our boss')

  expect(await sam.click('Resolve', { message: card })).toMatchObject({ ok: true })
  await sam.fill({ 'How it came out': 'a new cup' })
  expect(await sam.submit()).toMatchObject({ ok: true })
  await support.tell('customer.rated', { customer: 'c-2', rating: 'r', conversation: number, score: 4 })
  await support.settled()
  expect((await support.cardOf('c-2', sam)).text).toContain('rated 4 of 5')
  expect(support.told('rating.asked')).toContainEqual({ conversation: number, customer: 'c-2' })

  await lin.command(`/support example ${number} kind words`, { channel: 'general' })
  await lin.command(`/support supervise ${number} offer tea`, { channel: 'general' })
  await sam.sees('offer tea', { channel: 'dm' })
  expect((await sam.command('/support examples damage')).shown?.text).toContain('kind words')
  await sam.command(`/support replay ${number}`, { channel: 'general' })
  for (const words of ['Broken cup', 'very sorry', 'knows our boss', 'a new cup', '4 of 5', 'offer tea'])
    expect(sam.modal?.text).toContain(words)
  await sam.click('As a file')
  await sam.waitFor(() => sam.messages('dm').some(({ files }) => files.length > 0))
  await sam.closeModal(true)
  expect((await sam.command('/report support today')).shown?.text).toContain('Sam Okafor')
  expect((await sam.command('/report sales today')).shown?.text).toContain('only figures of your own')
})

test('what does not fit is said at its own field of a form, and by a command as well', async () => {
  const { sam, lin } = people()
  await lin.command('/support routes')
  await lin.click('添加规则…')
  await lin.fill({ 主题: 'x', 等级: 'y'.repeat(41) })
  await lin.submit()
  expect(lin.modal?.errors).toEqual({ tier: expect.stringContaining('最多 40') })
  await lin.closeModal(true)
  const number = await support.numberOf('c-2')
  const note = await sam.command(`/support note ${number} ${'long '.repeat(1000)}`)
  expect(note.shown?.text).toContain('up to 2,000 characters')
})

test('what a customer’s name has of Slack’s markup leaves the headings of their conversation as they are', async () => {
  const { lin } = people()
  await support.tell('customer.registered', { id: 'c-5', name: 'Zoë *b_' })
  await support.write('c-5', 'Hi')
  await support.settled()
  const number = await support.numberOf('c-5')
  const heading = JSON.stringify((await lin.command(`/support ${number}`)).shown?.blocks[0])
  expect(heading).toContain(`"*会话 #${number}*  Zoë *b_\\n`)
  await support.tell('customer.rated', { customer: 'c-5', rating: 'r5', score: 4 })
  await support.settled()
  const posts = lin.messages('support').filter(({ text }) => text.includes('Zoë'))
  for (const { blocks } of posts) expect(JSON.stringify(blocks)).not.toContain('*Zoë')
  expect(posts).not.toHaveLength(0)
})

test('what is edited or deleted after it was sent is told to whoever wrote it, and to nobody else', async () => {
  const { sam } = people()
  await support.write('c-3', 'Hello')
  await support.settled()
  const card = await support.cardOf('c-3', sam)
  await sam.click('Claim', { message: card })
  await sam.say('First words', { channel: 'support', thread: card.ts })
  await support.settled()
  const ts = sam.messages('support', card.ts).at(-1)?.ts ?? ''
  const change = { delivery: 'Ev1', channel: 'C0SUPPORT', ts, thread: card.ts, deleted: false }
  for (let time = 0; time < 2; time++) await hearChanges(support.services, change, support.world.now())
  await support.settled()
  expect(
    sam.messages('support', card.ts).filter(({ text }) => text.includes('your edit does not reach them')),
  ).toHaveLength(1)
  expect(support.told('support.message').filter(({ customer }) => customer === 'c-3')).toHaveLength(1)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(support.world.program.workspace?.sandbox.store.refusals).toEqual([])
})
