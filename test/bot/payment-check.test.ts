import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World

/** Rules as the database keeps them; own methods carry names. */
const methods = [
  {
    code: 'alipay',
    rules: {
      currencies: ['CNY', 'USD'],
      amounts: { CNY: { least: '100', most: '5000000' }, USD: { least: '500', most: null } },
      allowedRegions: ['CN', '上海', '北京'],
      refusedRegions: ['CN-65', '北京'],
    },
  },
  { code: 'wallet', rules: { takeRoles: ['storefront'] } },
  { code: 'bank_card', rules: { takeRoles: ['manager', 'support'] } },
  { code: 'stripe', enabled: false, rules: { currencies: ['USD', 'EUR'] } },
  { code: 'bank_transfer', rules: { currencies: ['CNY'], amounts: { CNY: { least: '1000000', most: null } } } },
  { code: 'ever_pay', name: 'Ever Pay', name_zh: '限次付', rules: { perCustomer: 2 } },
  { code: 'once_pay', name: 'Once Pay', name_zh: '日付', rules: { perCustomerDay: 1 } },
  { code: 'full_pay', name: 'Full Pay', name_zh: '满付', rules: { perDay: 2 } },
  { code: 'free_pay', name: 'Free Pay', name_zh: '余付', rules: { perDay: 2 } },
]

/** Payments of made-up orders: customer, method, days ago, state of payment and order. */
const uses: [string, string, number, string?, string?][] = [
  ['used1', 'ever_pay', 30],
  ['used2', 'ever_pay', 30],
  ['used2', 'ever_pay', 0, 'pending'],
  ['used1', 'ever_pay', 0, 'failed'],
  ['used1', 'ever_pay', 0, 'pending', 'cancelled'],
  ['today1', 'once_pay', 0],
  ['old1', 'once_pay', 2],
  ['used1', 'full_pay', 0],
  ['used2', 'full_pay', 0, 'pending'],
  ['used1', 'free_pay', 0],
  ['used1', 'free_pay', 2],
]

beforeAll(async () => {
  world = await openWorld()
  const { db } = world.program.services
  const now = world.now()
  await db
    .insertInto('payment_methods')
    .values(
      methods.map(({ rules, ...row }) => ({
        ...{ enabled: true, name: null, name_zh: null, ...row },
        ...{ rules: JSON.stringify(rules), updated_at: now },
      })),
    )
    .execute()
  await db
    .insertInto('customers')
    .values([
      { id: 'k0' },
      { id: 'kcn', region: 'CN-31' },
      { id: 'ann', name: 'Ann <!channel> Lee', region: '上海' },
      ...['used1', 'used2', 'today1', 'old1'].map((id) => ({ id })),
    ])
    .execute()
  const money = { rate: '1', gross: 10_00n, discount: 0n, shipping: 0n, tax: 0n, total: 10_00n }
  const order = (number: string, customer_id: string, status: string) => ({
    ...{ number, customer_id, status, currency: 'CNY', placed_at: now, ...money },
  })
  await db
    .insertInto('orders')
    .values([
      ...uses.map(([customer, , , , status], at) => order(`T-${at}`, customer, status ?? 'paid')),
      { ...order('T-CNY', 'used2', 'pending_payment'), region: '广东' },
      { ...order('T-USD', 'kcn', 'pending_payment'), region: 'CN-31', currency: 'USD', rate: '7' },
    ])
    .execute()
  await db
    .insertInto('payments')
    .values([
      ...uses.map(([, method, days, status = 'captured'], at) => ({
        ...{ order_number: `T-${at}`, id: 'P1', method, amount: 10_00n, status },
        at: now.subtract({ hours: 24 * days }),
      })),
      { order_number: 'T-CNY', id: 'P1', method: 'full_pay', amount: 10_00n, status: 'failed', at: now },
    ])
    .execute()
  const mei = world.person('U0MEI')
  await mei.command('/payments rate USD 7.12')
  await mei.command('/settings set rate.source /nowhere/rates.xml')
  await mei.command('/payments rate EUR auto')
  const published_at = now.subtract({ hours: 500 })
  await db
    .insertInto('rate_source')
    .values({ address: '/nowhere/rates.xml', attempted_at: now, published_at, per_euro: '{"CNY":"8.2"}' })
    .execute()
})
afterAll(() => world.close())

/** What a check says against one method: its reasons, or none where it applies. */
async function against(id: string, line: string, code: string): Promise<string[]> {
  const text = (await world.person(id).command(`/payments check ${line}`)).shown?.text ?? ''
  const lines = text.split('\n')
  const at = lines.findIndex((one) => /^[✅🚫]/u.test(one) && one.split(/\s+/).includes(code))
  if (at < 0) throw new Error(`${code} is not in: ${text}`)
  const end = lines.findIndex((one, index) => index > at && !one.startsWith('•'))
  const reasons = lines.slice(at + 1, end < 0 ? undefined : end)
  expect(lines[at]?.startsWith('✅')).toBe(reasons.length === 0)
  return reasons
}

const nowhere = ['is not among its allowed regions: CN, 上海, 北京.', '不在允许的地区之内：CN、上海、北京。']
const unknown = ['There is no rate from GBP to CNY.', '没有 GBP 兑 CNY 的汇率。']

/** The line, the method, and each reason in English and Chinese; none where it applies. */
const cases: [string, string, ...string[][]][] = [
  ['k0 100 CNY 上海', 'alipay'],
  ['k0 1 CNY 上海', 'alipay'],
  ['k0 0.99 CNY 上海', 'alipay', ['¥0.99 is less than its least amount, ¥1.00.', '¥0.99 低于最低金额 ¥1.00。']],
  ['k0 50000 CNY 上海', 'alipay'],
  [
    'k0 50000.01 CNY 上海',
    'alipay',
    ['¥50,000.01 is more than its greatest amount, ¥50,000.00.', '¥50,000.01 高于最高金额 ¥50,000.00。'],
  ],
  [
    'k0 100 CNY',
    'alipay',
    ['allowed only in CN, 上海, 北京, and the region is not known.', '只允许在 CN、上海、北京 使用，而地区未知。'],
  ],
  ['k0 100 CNY 广东', 'alipay', nowhere],
  ['k0 100 CNY CN-31', 'alipay'],
  ['k0 100 CNY cn-31', 'alipay'],
  ['k0 100 CNY ＣＮ-31', 'alipay'],
  ['k0 100 CNY CNX', 'alipay', nowhere],
  ['k0 100 CNY CN-65', 'alipay', ['It is refused in CN-65 (rule: CN-65).', '在 CN-65 不可使用（规则：CN-65）。']],
  ['k0 100 CNY 北京', 'alipay', ['It is refused in 北京 (rule: 北京).', '在 北京 不可使用（规则：北京）。']],
  ['kcn 100 CNY', 'alipay'],
  ['kcn 100 CNY 广东', 'alipay', nowhere],
  ['k0 4.99 USD 上海', 'alipay', ['$4.99 is less than its least amount, $5.00.', '$4.99 低于最低金额 $5.00。']],
  ['k0 5000000 USD 上海', 'alipay'],
  [
    'k0 5 EUR 上海',
    'alipay',
    ['It does not take EUR, only CNY, USD.', '不支持 EUR，只支持 CNY、USD。'],
    ['The rate of EUR is of', 'EUR 的汇率发布于'],
  ],
  [
    'k0 5 GBP 广东',
    'alipay',
    ['It does not take GBP, only CNY, USD.', '不支持 GBP，只支持 CNY、USD。'],
    nowhere,
    unknown,
  ],
  [
    'k0 100 CNY',
    'stripe',
    ['It is off. /payments on stripe turns it on.', '已停用。用 /payments on stripe 启用。'],
    ['It does not take CNY, only USD, EUR.', '不支持 CNY，只支持 USD、EUR。'],
  ],
  ['k0 100 USD', 'stripe', ['It is off.', '已停用。']],
  ['k0 100 CNY', 'bank_card', ['may be taken only by: manager, support.', '可以用此方式收款：经理、客服。']],
  ['k0 100 CNY as:support', 'bank_card'],
  [
    'k0 100 CNY as:approver',
    'bank_card',
    ['may be taken only by: manager, support.', '可以用此方式收款：经理、客服。'],
  ],
  ['k0 100 CNY as:support', 'wallet', ['may be taken only by: storefront.', '可以用此方式收款：网店。']],
  ['k0 100 CNY', 'wallet'],
  ['k0 9999.99 CNY', 'bank_transfer', ['¥9,999.99 is less than', '¥9,999.99 低于']],
  ['k0 10000', 'bank_transfer'],
  ['k0 10000 USD', 'bank_transfer', ['It does not take USD, only CNY.', '不支持 USD，只支持 CNY。']],
  ['used1 10 CNY', 'ever_pay'],
  ['used2 10 CNY', 'ever_pay', ['has used it 2 times; 2 are allowed.', '已使用 2 次，最多 2 次。']],
  ['today1 10', 'once_pay', ['has used it once today; 1 a day is allowed.', '今天已使用 1 次，每天最多 1 次。']],
  ['old1 10', 'once_pay'],
  [
    'k0 10 CNY',
    'full_pay',
    ['It has been used 2 times today; 2 a day are allowed.', '今天已使用 2 次，每天最多 2 次。'],
  ],
  ['k0 10 CNY', 'free_pay'],
  ['k0 GBP as:manager', 'bank_card', unknown],
  ['k0 100 USD as:manager', 'bank_card'],
  ['T-CNY', 'alipay', nowhere],
  ['T-USD', 'alipay'],
  ['T-2', 'ever_pay'],
  ['T-USD 4', 'alipay', ['$4.00 is less than', '$4.00 低于']],
]

describe.each(cases)('/payments check %s for %s', (line, code, ...reasons) => {
  test.each([
    ['U0MEI', 0],
    ['U0ZHAO', 1],
  ] as const)('as %s reads it', async (id, language) => {
    const found = await against(id, line, code)
    expect(found).toHaveLength(reasons.length)
    for (const [at, texts] of reasons.entries()) expect(found[at]).toContain(texts[language])
  })
})

const said = async (line: string) => (await world.person('U0MEI').command(`/payments check ${line}`)).shown?.text

test('names with blanks go in quotes, and ping nobody', async () => {
  const text = await said('"Ann <!channel> Lee" 12')
  expect(text).toContain('How Ann <!channel> Lee can pay')
  expect(text).toContain('上海')
})

test('what cannot be read is said, with what to do', async () => {
  expect(await said('nobody')).toContain('There is no order and no customer “nobody”')
  expect(await said('T-CN')).toContain('Nearest orders: T-CNY')
  expect(await said('k0 1.234')).toContain('not an amount in CNY')
  expect(await said('k0 -5')).toContain('not an amount')
  expect(await said('k0 ５')).toContain('not an amount')
  expect(await said('k0 5 XYZ')).toContain('There is no currency “XYZ”')
  expect(await said('k0 5 as:suport')).toContain('Did you mean support?')
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
