import { dark, type Picture, tall } from './picture.ts'
import { ask, askChart, askForm, chart } from './steps.ts'

export const reports: readonly Picture[] = [
  { name: 'report-sales', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report sales 7d') },
  {
    name: 'report-sales-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    on: { ...tall, ...dark },
    show: askChart('/report sales 7d'),
  },
  { name: 'report-payments', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report payments 30d') },
  { name: 'report-products', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report products 30d') },
  { name: 'report-orders', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report orders 30d') },
  { name: 'report-refunds', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report refunds 30d') },
  { name: 'report-customers', as: 'mei', at: 'C0GENERAL', on: tall, show: askChart('/report customers 30d') },
  { name: 'report-scheduled', as: 'mei', at: 'C0REPORTS', on: tall, show: chart },
  {
    name: 'report-schedules',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/report schedule payments weekly mon 08:30 #general', 'Scheduled:')(page)
      await ask('/report list', 'Scheduled reports')(page)
    },
  },
  {
    name: 'report-schedules-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    on: dark,
    show: ask('/report schedules', '定时报表'),
  },
  { name: 'report-schedule-form', as: 'mei', at: 'C0GENERAL', on: tall, show: askForm('/report schedule', 'Language') },
]
