import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../bot/sandbox/contract.ts'
import { keepFavourite } from '../../shop/favourites/save.ts'
import { postReview } from '../../shop/reviews/post.ts'
import { openWorld, type World } from '../world.ts'

let world: World
let order = ''
const sku = 'PAP-806'
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
  const { db } = world.program.services
  const line = db.selectFrom('order_items').select('order_number').where('sku', '=', sku).orderBy('order_number')
  order = (await line.limit(1).executeTakeFirstOrThrow()).order_number
})
afterAll(() => world.close())

/** A customer's word about the pen, whose merchant is Wang. */
async function post(id: string, rating: number, comment: string): Promise<string> {
  const { db, jobs } = world.program.services
  await db.transaction().execute((trx) => postReview(trx, jobs, { order, id, sku, rating, comment }, world.now()))
  await world.settled()
  return `${order}/${id}`
}

const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''

/** A message that stands, by what is in it. */
function standing(id: string, channel: string, words: string): SeenMessage {
  const found = world
    .person(id)
    .messages(channel)
    .find(({ text, ephemeral }) => text.includes(words) && !ephemeral)
  if (!found) throw new Error(`${id} does not see ${words}`)
  return found
}
const labels = ({ blocks }: SeenMessage) =>
  JSON.stringify(blocks.filter(({ type }) => (type as string) === 'actions')).match(/(?<="text":")[^"]+/g)

test('a product shows its average, its stars, and whether customers see them; filters and pages narrow the list', async () => {
  const text = await said(`/review ${sku.toLowerCase()}`)
  expect(text).toContain('Fountain Pen')
  expect(text).toMatch(/published review/)
  expect(text).toMatch(/Customers see/)
  expect(await said('/review stars:5 state:published')).toContain('★★★★★')
  expect(await said('/review stars:5')).not.toContain('★★★★☆')
  const mei = world.person('U0MEI')
  await mei.command('/review')
  await mei.click('Next page')
  await mei.sees('Previous page')
  expect(await said(`/review ${sku}`, 'U0ZHAO')).toContain('已公开评价')
})

test('App Home tells those who moderate how many wait, and leads to them', async () => {
  const mei = world.person('U0MEI')
  await mei.openHome()
  await mei.sees(/\d+ reviews wait for a look/)
  await mei.click('Reviews', { in: 'home' })
  await mei.sees('Reviews that wait for a look')
  await mei.closeModal()
  const wang = world.person('U0WANG')
  await wang.openHome()
  await wang.waitFor(() => wang.home?.text.includes('安全库存'))
  expect(wang.home?.text).not.toContain('评价')
})

test('a negative review reaches its merchant in their language, who replies; the alert says so, and Mei publishes it', async () => {
  const ref = await post('rv-1', 1, 'It leaks <!channel> everywhere')
  const wang = world.person('U0WANG')
  const alert = () => standing('U0WANG', 'dm', 'It leaks')
  expect(alert().text).toContain('收到一条差评')
  expect(alert().text.match(/★☆☆☆☆/g)).toHaveLength(1)
  expect(JSON.stringify(alert().blocks)).toContain('&lt;!channel&gt;')
  expect(labels(alert())).toEqual(['回复…', '举报…', '打开'])

  await wang.click('回复…', { message: alert() })
  await wang.fill({ 回复: '\u200b ' }, { in: 'modal' })
  expect((await wang.submit()).errors.text).toContain('请写明回复')
  await wang.fill({ 回复: '非常抱歉，马上补发' }, { in: 'modal' })
  expect(await wang.submit({ twice: true })).toMatchObject({ ok: true, modal: null })
  await world.settled()
  expect(alert().text).toContain('非常抱歉，马上补发')
  expect(labels(alert())).toEqual(['打开'])

  const mei = world.person('U0MEI')
  await mei.command('/review queue')
  await mei.sees('Reviews that wait for a look')
  const card = await mei.command(`/review ${ref}`)
  expect(card.shown?.text).toContain('Waiting')
  await mei.click('Publish')
  await mei.sees('Published by')
  expect(await said(`/review publish ${ref}`)).toContain('published already')
  expect(await said(`/review history ${ref}`)).toContain('非常抱歉')
})

test('an edited reply is one reply, and the history has both wordings', async () => {
  const ref = await post('rv-2', 5, 'Writes well')
  await said(`/review reply ${ref} Thank you!`)
  const mei = world.person('U0MEI')
  expect(await said(`/review reply ${ref} Thanks!`, 'U0ANA')).toContain('“Thank you!”')
  await mei.command(`/review reply ${ref}`)
  expect(mei.modal?.text).toContain('Thank you!')
  const ana = world.person('U0ANA')
  await ana.command(`/review reply ${ref}`)
  await ana.fill({ Reply: 'Thanks, Lin!' }, { in: 'modal' })
  expect(await ana.submit()).toMatchObject({ ok: true })
  await mei.fill({ Reply: 'Thank you, Lin!' }, { in: 'modal' })
  expect((await mei.submit()).errors.text).toContain('Somebody has replied meanwhile')
  await mei.closeModal()
  const history = await said(`/review history ${ref}`)
  for (const wording of ['Thank you!', 'Thanks, Lin!']) expect(history).toContain(wording)
  expect(await said(`/review ${ref}`)).not.toContain('Thank you!')
})

test('a merchant reports a review; administrators dismiss the report where it stands, and it says so', async () => {
  const ref = await post('rv-3', 5, 'Buy cheap pens at my shop')
  const wang = world.person('U0WANG')
  await wang.command(`/review report ${ref}`)
  await wang.fill({ 原因: '广告' }, { in: 'modal' })
  expect(await wang.submit()).toMatchObject({ ok: true })
  await world.settled()
  const flag = () => standing('U0ANA', 'operations', 'Buy cheap pens')
  expect(flag().text).toContain('广告')
  expect(labels(flag())).toEqual(['Dismiss report', 'Hide…', 'Open'])
  const ana = world.person('U0ANA')
  await ana.click('Dismiss report', { message: flag() })
  await world.settled()
  expect(flag().text).toContain('dismissed the report')
  expect(labels(flag())).toEqual(['Open'])
  expect(await said(`/review dismiss ${ref}`)).toContain('no open report')
  await said(`/review hide ${ref} advertising`)
  await world.settled()
  expect(flag().text).toContain('Hidden by')
})

test('hiding asks for a reason; a hidden review offers to be published again', async () => {
  const ref = await post('rv-4', 4, 'Insults')
  const mei = world.person('U0MEI')
  await mei.command(`/review ${ref}`)
  await mei.click('Hide…')
  await mei.fill({ Reason: 'insults <b>' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
  const card = await mei.command(`/review ${ref}`)
  expect(card.shown?.text).toContain('Hidden by')
  expect(await said(`/review hide ${ref} again`)).toContain('This review was hidden by @mei')
  expect(await said(`/review reply ${ref} hello`)).toContain('the review is hidden')
  expect(await said(`/review hide ${ref} again`, 'U0WANG')).toContain('“审核评价”')
})

test("another merchant's review is unknown, and an unknown SKU gets the nearest", async () => {
  const { db } = world.program.services
  const other = await db
    .selectFrom('reviews')
    .select(['order_number', 'id'])
    .where('sku', 'like', 'TEA%')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(await said(`/review reply ${other.order_number}/${other.id} 谢谢`, 'U0WANG')).toContain('没有评价')
  expect(await said('/review TEA-101', 'U0WANG')).toContain('没有商品')
  expect(await said('/review PAP-80X')).toContain('Nearest: PAP-80')
  expect(await said('/review nowhere/1')).toContain('There is no review nowhere/1')
  expect(await said('/review queu')).toContain('Did you mean /review queue?')
  expect(await said('/review state:hiden')).toContain('Did you mean state:hidden')
  expect(await said('/review state:gone')).not.toContain('Did you mean')
})

test('what is saved most has its weeks and who bought it later; a product nobody saved says so in figures', async () => {
  const list = await said('/review favourites')
  expect(list).toMatch(/On \d+ lists? now/)
  expect(list).toContain('bought it later')
  const { db } = world.program.services
  await db.transaction().execute((trx) => keepFavourite(trx, { customer: 'c0001', sku, saved: true }, world.now()))
  const one = await said(`/review favourites ${sku}`, 'U0WANG')
  expect(one).toContain('钢笔')
  expect(one).toMatch(/\d{4}年\d+月\d+日 ▇/)
})

test('of a review with 5,000 letters a list shows the beginning, and its card all that a message holds', async () => {
  const ref = await post('rv-5', 5, '<&>'.repeat(1600))
  for (const id of ['rv-6', 'rv-7', 'rv-8', 'rv-9', 'rv-10']) await post(id, 5, '<&>'.repeat(1600))
  expect(await said('/review stars:5')).toContain('…')
  expect((await said(`/review ${ref}`)).match(/<&>/g)?.length).toBeGreaterThan(590)
  const plain = await post('rv-12', 5, '漢字和'.repeat(1666))
  expect((await said(`/review ${plain}`)).match(/漢/g)).toHaveLength(1666)
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
