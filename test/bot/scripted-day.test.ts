import { afterAll, beforeAll, describe, test } from 'vitest'
import { allIsUsed } from './scripted-day/all-is-used.ts'
import { theAuditHolds } from './scripted-day/audit-holds.ts'
import { type Day, openDay } from './scripted-day/day.ts'
import { theShopCloses } from './scripted-day/evening.ts'
import { ordersAgree, refundsAgree } from './scripted-day/money-agrees.ts'
import { nothingIsLeft } from './scripted-day/nothing-is-left.ts'
import { merchantsAgree, methodsAgree, rollupsAgree, salesAgree, supportAgrees } from './scripted-day/reports-agree.ts'
import { stockAgrees } from './scripted-day/stock-agrees.ts'
import { story } from './scripted-day/story.ts'

const MINUTES_A_PART = 30

let day: Day
beforeAll(async () => {
  day = await openDay()
})
afterAll(() => day.close())

// Each part takes a second or two, where nothing else runs.
describe('a day of 40 customers, 6 merchants and 5 agents', { timeout: 120_000 }, () => {
  test.each(story)('$what', async ({ parts }) => {
    for (const part of parts) await part(day)
    await day.pass(MINUTES_A_PART)
  })

  test('the shop closes', () => theShopCloses(day))
})

describe('at its end', () => {
  test('orders, payments and refunds agree to the cent with what the script and the gateway counted', async () => {
    await ordersAgree(day)
    await refundsAgree(day)
  })
  test('stock and its ledger agree to the piece', () => stockAgrees(day))
  test('reports agree, and rollups are as computed anew', async () => {
    await salesAgree(day)
    await merchantsAgree(day)
    await methodsAgree(day)
    await supportAgrees(day)
    await rollupsAgree(day)
  })
  test('the audit is whole, and shows what is edited, removed and rewritten', () => theAuditHolds(day))
  test('every operation, event and callback was used', () => allIsUsed(day))
  test('all was told, each thing once, and nothing failed', () => nothingIsLeft(day))
})
