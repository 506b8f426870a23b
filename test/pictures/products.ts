import { high, type Picture } from './picture.ts'
import { ask, askForm, form, save, shown } from './steps.ts'

export const products: readonly Picture[] = [
  { name: 'product-list', as: 'mei', at: 'C0GENERAL', on: high(1000), show: ask('/product category:tea', 'Longjing') },
  {
    name: 'product-edit',
    as: 'mei',
    at: 'C0GENERAL',
    on: high(1100),
    async show(page) {
      await askForm('/product edit TEA-101', 'Tags')(page)
      await form(page).getByLabel('Tags').fill('spring, gift')
      await form(page).getByLabel('Name', { exact: true }).focus()
    },
    async after(page) {
      await save(page, 'spring, gift')
      await askForm('/product variant TEA-101', 'Options')(page)
      await form(page).getByLabel('SKU', { exact: true }).fill('TEA-101-250')
      await form(page).getByLabel('Name', { exact: true }).fill('Longjing Green Tea 250 g')
      await form(page).getByLabel('Name in Chinese').fill('西湖龙井绿茶 250 克')
      await form(page).getByLabel('Price (CNY)').fill('288')
      await form(page).getByLabel('Options').fill('weight=250 g')
      await save(page, 'TEA-101-250')
      await ask('/product price TEA-101 168 The new harvest costs more', 'waits for approval')(page)
    },
  },
  { name: 'product-card', as: 'mei', at: 'C0GENERAL', show: ask('/product TEA-101', 'waits for approval') },
  { name: 'product-price', as: 'tom', at: 'C0APPROVALS', show: (page) => shown(page, 'The new harvest') },
  { name: 'product-card-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/product TEA-101', '等待审批') },
  {
    name: 'product-categories',
    as: 'mei',
    at: 'C0GENERAL',
    show: ask('/product categories', 'Stationery'),
  },
  { name: 'product-categories-zh', as: 'zhao', at: 'C0GENERAL', show: ask('/product categories', '文具') },
]
