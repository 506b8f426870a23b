import { randomUUID } from 'node:crypto'
import type { ActionsBlock } from '@slack/types'
import { chartOf } from '../../analytics/charts/chart.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { type Comparison, comparisonIn } from '../../analytics/reports/comparison.ts'
import { readReport } from '../../analytics/reports/read.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { pictureGranularity } from '../../analytics/reports/series.ts'
import { parseWindow } from '../../analytics/reports/window.ts'
import { scopeOf } from '../../shop/access/member.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { buttons, context, withButton } from '../blocks.ts'
import type { Call, Command, Operation } from '../operation.ts'
import type { Reader } from '../reader.ts'
import { directMessages } from '../slack/channels.ts'
import { imageBlock, shareFile, withImage } from '../slack/files.ts'
import { reportMessage } from '../views/report.ts'
import { list, listOperations, listWords } from './report-list.ts'
import { scheduleOperations, scheduleWords } from './report-schedule.ts'

const WINDOWS = ['today', 'yesterday', '7d', '30d'] as const

/** `sales 7d`: the figures at once in the acknowledgement; the chart replaces them as soon as it is drawn. */
const show: Operation = {
  id: 'report.show',
  permission: 'report.view',
  reads: true,
  usage: 'usage.report.show',
  usageOfAll: 'usage.report.payments',
  async run(call) {
    const { services, settings, member, argument, reader, now } = call
    const { text: asked, against } = comparisonIn(argument)
    const [name = '', ...words] = asked.split(/\s+/).filter(Boolean)
    if (!name) return list.run(call)
    const today = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
    const window = parseWindow(words.join(' ') || '7d', today)
    if (!window.ok) return window
    const scope = scopeOf(member, 'report.view')
    // Who may see only their own and stands for no merchant sees what they did themselves.
    const [merchant, agent] = scope === '' ? [null, member.id] : [scope, null]
    const report = await readReport(
      services.db,
      { report: name, window: window.value, against, merchant, agent, by: pictureGranularity(window.value) },
      now,
    )
    if (!report.ok) return report
    const { text, blocks } = reportMessage(report.value, reader)
    services.later(() => addChart(call, report.value))
    const coming = context(reader.say('report.chart_coming'))
    return { show: { text, blocks: [...blocks, coming, otherWindows(report.value, asked, reader)] } }
  },
}

/** Leads to the same report of other windows, and compared with the other time before. */
function otherWindows({ definition, against }: Report, asked: string, reader: Reader): ActionsBlock {
  const ending = (one: Comparison) => (one === 'year' ? ' vs last year' : '')
  const other = against === 'year' ? 'previous' : 'year'
  const choice = (label: Key, argument: string) => ({ label: reader.say(label), operation: 'report.show', argument })
  return buttons(
    ...WINDOWS.map((text) => choice(`report.window.${text}`, `${definition.name} ${text}${ending(against)}`)),
    choice(`report.compare.${other}`, `${asked}${ending(other)}`),
  )
}

/** Files cannot live in an ephemeral message alone: the picture is shared in the asker's direct messages, where it stays. */
async function addChart({ services, member, reader, argument, follow, replaces }: Call, report: Report): Promise<void> {
  const chart = chartOf(report, reader.locale)
  const bytes = await renderChart(chart)
  const { replies } = services.slack
  const channel = await directMessages(replies, member.id)
  const name = `${report.definition.name}-${report.window.from}-${randomUUID().slice(0, 8)}.png`
  const file = await shareFile(replies, { channel, bytes, name, alt: chart.alt })
  if (!replaces) return follow?.({ text: chart.title, blocks: [imageBlock(file, chart.alt)] })
  const { text, blocks } = reportMessage(report, reader)
  const whole = [...withImage(blocks, file, chart.alt), otherWindows(report, comparisonIn(argument).text, reader)]
  const refresh = { label: reader.say('button.refresh'), operation: 'report.show', argument }
  await follow?.({ text, blocks: withButton(whole, refresh) })
}

export const report: Command = {
  name: 'report',
  words: { ...scheduleWords, ...listWords },
  otherwise: show,
}
export const reportOperations = [show, ...scheduleOperations, ...listOperations]
