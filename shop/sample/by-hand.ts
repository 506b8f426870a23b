import type { Trx } from '../../db/tables/index.ts'
import type { Member } from '../access/member.ts'
import { saveRule, switchRule } from '../automation/save.ts'
import type { Jobs } from '../jobs.ts'
import { toDecimal } from '../money.ts'
import { createProduct, tagProduct } from '../products/save.ts'
import { setRate } from '../rates/set.ts'
import { declineRestock, promiseRestock } from '../restocks/answer.ts'
import { askByItself } from '../restocks/open.ts'
import { demand } from '../result.ts'
import type { Settings } from '../settings/registry.ts'
import { adjustStock } from '../stock/adjust.ts'
import { levelsInForce, ownLevels } from '../stock/levels.ts'

interface Hands {
  member: Member
  settings: Settings
  now: Temporal.Instant
}

/** Goods that come in several kinds, beside the one of each that is on the shelves. */
const variants = [
  { of: 'SLK-401', sku: 'SLK-401-RED', name: 'Silk Scarf, red', nameZh: '真丝丝巾 红色', options: 'colour=red' },
  { of: 'SLK-401', sku: 'SLK-401-BLUE', name: 'Silk Scarf, blue', nameZh: '真丝丝巾 蓝色', options: 'colour=blue' },
  { of: 'SLK-408', sku: 'SLK-408-M', name: 'Quilted Jacket, M', nameZh: '绗缝外套 M 码', options: 'size=M' },
  { of: 'SLK-408', sku: 'SLK-408-L', name: 'Quilted Jacket, L', nameZh: '绗缝外套 L 码', options: 'size=L' },
]

const tagged: Record<string, string[]> = {
  'TEA-101': ['spring', 'gift'],
  'TEA-104': ['gift'],
  'TEA-106': ['spring'],
  'CUP-204': ['gift'],
  'SLK-404': ['gift', 'handmade'],
  'VAS-207': ['handmade'],
  'OUT-704': ['new'],
}

/** What a unit of each currency is about worth, in one and the same. */
const worth: Record<string, number> = { CNY: 1, USD: 7.1, EUR: 8.2, JPY: 0.047, HKD: 0.91 }

/** What people of the sample shop did by hand, through the operations themselves: variants, tags, rates, restocks. */
export async function workByHand(trx: Trx, jobs: Jobs, hands: Hands): Promise<void> {
  await addVariants(trx, jobs, hands)
  const { member, settings, now } = hands
  for (const [sku, tags] of Object.entries(tagged))
    demand(await tagProduct(trx, { sku, tags, on: true, member, via: 'sample' }, now))
  const own = worth[settings['shop.currency']]
  for (const currency of ['USD', 'EUR', 'JPY'])
    if (own !== undefined && currency !== settings['shop.currency']) {
      const rate = String(Number(((worth[currency] ?? 0) / own).toPrecision(4)))
      demand(await setRate(trx, { currency, rate, member, via: 'sample' }, now))
    }
  await makeRule(trx, hands)
  await askForLowGoods(trx, jobs, hands)
}

/** A rule that is on, so that the next large order shows what rules do. */
async function makeRule(trx: Trx, { member, now }: Hands): Promise<void> {
  const texts = { name: 'Large orders 大额订单', moment: 'paid', if_total_from: '1000', then_tag: 'large' }
  const saving = demand(await saveRule(trx, { id: null, texts, member, via: 'sample' }, now))
  if ('problems' in saving) throw new Error(`the sample rule was refused: ${Object.keys(saving.problems)}`)
  demand(await switchRule(trx, { id: String(saving.saved.id), member, via: 'sample' }, now))
}

async function addVariants(trx: Trx, jobs: Jobs, { member, now }: Hands): Promise<void> {
  const by = { member, via: 'sample' }
  for (const [index, { of, sku, name, nameZh, options }] of variants.entries()) {
    const shelf = await trx.selectFrom('products').selectAll().where('sku', '=', of).executeTakeFirstOrThrow()
    const { category, currency, price, cost, merchant_id } = shelf
    const texts = {
      ...{ name, name_zh: nameZh, tags: '', variant_of: of, options },
      ...{
        category: category ?? '',
        merchant: merchant_id ?? '',
        cost: cost === null ? '' : toDecimal(cost, currency),
      },
    }
    demand(await createProduct(trx, { ...by, sku, texts, price: toDecimal(price, currency), listed: true }, now))
    const booked = { change: String(40 + 20 * index), reason: 'First delivery', key: `sample:${sku}` }
    demand(await adjustStock(trx, jobs, { ...by, sku, ...booked }, now))
  }
}

/**
 * Goods that are low were asked for as they fell; two have been answered. One is left for whoever
 * plays to ask for, which also keeps the stock channel within what Slack takes at once.
 */
async function askForLowGoods(trx: Trx, jobs: Jobs, { member, settings, now }: Hands): Promise<void> {
  const low = await trx.selectFrom('stock').selectAll().where('low_since', 'is not', null).orderBy('sku').execute()
  for (const row of low.slice(1)) {
    const { safety } = levelsInForce(ownLevels(row), settings)
    const wanting = { sku: row.sku, available: row.on_hand - row.reserved, safety }
    await askByItself(trx, jobs, settings, wanting, row.low_since ?? now)
  }
  const asked = await trx.selectFrom('restocks').select(['id', 'quantity']).orderBy('id', 'desc').limit(2).execute()
  const [first, second] = asked.map(({ id, quantity }) => ({
    ...{ restock: String(id), quantity: String(quantity), member, via: 'sample' },
  }))
  const day = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
  if (first) demand(await promiseRestock(trx, jobs, { ...first, dueOn: String(day.add({ days: 3 })) }, now))
  if (second) demand(await declineRestock(trx, jobs, { ...second, reason: 'Out of season 过季' }, now))
}
