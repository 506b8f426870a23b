import type { Page } from 'playwright-core'
import { chartOf } from '../../analytics/charts/chart.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { readReport } from '../../analytics/reports/read.ts'
import { type ReportName, reportNames } from '../../analytics/reports/registry.ts'
import type { Report } from '../../analytics/reports/report.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import { demand } from '../../shop/result.ts'
import { messages } from '../bot/browser.ts'
import { dark, type Picture, type Shop, tall } from './picture.ts'
import { ask, askChart, askForm, chart } from './steps.ts'

const whole = { viewport: { width: 1280, height: 2000 } }

/** A report of thirty days with its chart, by itself: asked for by a button, the chart comes into the same message. */
function card(name: ReportName, button: string, of: Omit<Picture, 'name' | 'at' | 'show'>): Picture {
  const pressed = (page: Page) => page.getByRole('button', { name: button, exact: true }).last()
  const part = (page: Page) =>
    messages(page)
      .filter({ has: pressed(page) })
      .last()
  return {
    ...{ ...of, name: of.as === 'zhao' ? `report-${name}-zh` : `report-${name}`, at: 'C0GENERAL', part },
    async show(page, shop) {
      await askChart(`/report ${name} 7d`)(page, shop)
      await pressed(page).click()
      await part(page).locator('img').waitFor()
      await chart(page)
    },
  }
}
const inEnglish = reportNames.map((name) => card(name, '30 days', { as: 'mei', on: whole }))
const inChinese = reportNames.map((name) => card(name, '30 天', { as: 'zhao', on: { ...whole, ...dark } }))

/** The charts of all reports of thirty days in one picture. */
const charts = (locale: Locale, theme: Report['theme']) =>
  async function show(page: Page, { program }: Shop): Promise<void> {
    const { db } = program.services
    const now = Temporal.Instant.fromEpochMilliseconds(Date.now())
    const to = now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
    const images: string[] = []
    for (const report of reportNames) {
      const read = demand(await readReport(db, { report, window: { from: to.subtract({ days: 29 }), to } }, now))
      const bytes = await renderChart(chartOf({ ...read, theme }, locale))
      images.push(`<img width="596" src="data:image/png;base64,${bytes.toString('base64')}">`)
    }
    await page.setContent(
      `<body style="margin: 2px; background: #888; display: grid; grid-template-columns: 1fr 1fr; gap: 4px">${images.join('')}`,
    )
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete))
  }
const sheet = { viewport: { width: 1200, height: Math.ceil(reportNames.length / 2) * 377 + 2 } }

export const reports: readonly Picture[] = [
  ...inEnglish,
  { name: 'report-charts-dark', as: 'mei', at: 'C0GENERAL', on: sheet, show: charts('en', 'dark') },
  { name: 'report-charts-zh', as: 'zhao', at: 'C0GENERAL', on: sheet, show: charts('zh-CN', 'light') },
  { name: 'report-scheduled', as: 'mei', at: 'C0REPORTS', on: tall, show: chart },
  {
    name: 'report-schedules',
    as: 'mei',
    at: 'C0GENERAL',
    async show(page) {
      await ask('/report schedule payments weekly mon 08:30 #general', 'Scheduled:')(page)
      await ask('/report list', 'Scheduled reports')(page)
    },
    after: ask('/settings set report.theme dark', 'dark'),
  },
  ...inChinese,
  {
    name: 'report-schedules-zh',
    as: 'zhao',
    at: 'C0GENERAL',
    on: dark,
    show: ask('/report schedules', '定时报表'),
  },
  { name: 'report-schedule-form', as: 'mei', at: 'C0GENERAL', on: tall, show: askForm('/report schedule', 'Language') },
]
