import { chartOf } from '../../analytics/charts/chart.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { findRun, reportOfRun } from '../../analytics/subscriptions/run.ts'
import { demand } from '../../shop/result.ts'
import { type Reader, readerOf } from '../reader.ts'
import { reportMessage } from '../views/report.ts'
import type { Renderer } from './renderer.ts'

/**
 * A scheduled report, in the subscription's own language where it has one. It stands as it was posted. Throws Refused
 * where the report cannot be had: that is nothing for its readers.
 */
export const reportRun: Renderer = async ({ db, prefix }, subject, channelReader, now) => {
  const run = await findRun(db, subject)
  if (!run) return null
  const report = demand(await reportOfRun(db, run, now))
  const { subscription, slot, late } = run
  const reader: Reader = subscription.locale
    ? readerOf(subscription.locale, channelReader.timezone, prefix)
    : channelReader
  const notices = late ? [reader.say('report.late', { at: reader.when(slot) })] : []
  const chart = chartOf(report, reader.locale)
  const picture = {
    bytes: await renderChart(chart),
    name: `${report.definition.name}-${report.window.from}.png`,
    alt: chart.alt,
  }
  return { ...reportMessage(report, reader, notices), waits: false, chart: picture }
}
