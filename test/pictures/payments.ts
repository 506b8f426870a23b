import { type Picture, tall } from './picture.ts'
import { ask, askForm, save } from './steps.ts'

export const payments: readonly Picture[] = [
  { name: 'payments-list', as: 'mei', at: 'C0GENERAL', show: ask('/payments', 'Payment methods') },
  {
    name: 'payments-form',
    as: 'mei',
    at: 'C0GENERAL',
    on: tall,
    async show(page) {
      await askForm('/payments edit alipay', 'Least and greatest amount')(page)
      await page.getByLabel('Currencies').fill('CNY, USD')
      await page.getByLabel('Least and greatest amount').fill('CNY 1 50000\nUSD 1 -')
      await page.getByLabel('Refused regions').fill('陕西')
    },
    async after(page) {
      await save(page, 'Edit limits…')
    },
  },
  { name: 'payments-card-zh', as: 'zhao', at: 'C0GENERAL', on: tall, show: ask('/payments 支付宝', '修改限制…') },
  {
    name: 'payments-check',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/payments check c0001 60000 CNY 陕西', 'is refused in'),
  },
  {
    name: 'payments-check-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    show: ask('/payments check c0001 60000 SGD', '没有 SGD 兑 CNY 的汇率'),
  },
  {
    name: 'payments-rates',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/payments rate USD 7.12 -- bank contract', '1 USD ='),
  },
]
