import { chartOf } from '../../analytics/charts/chart.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { reportOfRun } from '../../analytics/subscriptions/run.ts'
import { type Reader, readerOf } from '../reader.ts'
import { refusalText, textMessage } from '../slack/render.ts'
import { reportMessage } from '../views/report.ts'
import type { Renderer } from './renderer.ts'

/** A scheduled report, in the subscription's own language where it has one. It stands as it was posted. */
export const reportRun: Renderer = async ({ db, prefix }, subject, channelReader, now) => {
  const run = await reportOfRun(db, subject, now)
  if (!run) return null
  if (!run.ok) return { ...textMessage(refusalText(run, channelReader)), waits: false }
  const { report, subscription, slot, late } = run.value
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
