import { randomUUID } from 'node:crypto'
import type { ActionsBlock } from '@slack/types'
import { chartOf } from '../../analytics/charts/chart.ts'
import { renderChart } from '../../analytics/charts/render.ts'
import { isApart } from '../../analytics/reports/comparison.ts'
import { type Question, questionText } from '../../analytics/reports/question.ts'
import type { Member } from '../../shop/access/member.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { buttons, context, escapeText, withButton } from '../blocks.ts'
import type { Call, Command, Operation } from '../operation.ts'
import type { Reader } from '../reader.ts'
import { directMessages } from '../slack/channels.ts'
import { imageBlock, shareFile, withImage } from '../slack/files.ts'
import { reportMessage } from '../views/report.ts'
import { type Asked, askedReport } from './report-asked.ts'
import { drillButtons } from './report-drill.ts'
import { exportFormats, exporting } from './report-export.ts'
import { list, listOperations, listWords } from './report-list.ts'
import { scheduleOperations, scheduleWords } from './report-schedule.ts'

const WINDOWS = ['today', 'yesterday', '7d', '30d'] as const

/** `sales 7d by category`: the figures at once in the acknowledgement; the chart replaces them as soon as it is drawn. */
const show: Operation = {
  id: 'report.show',
  permission: 'report.view',
  reads: true,
  usage: 'usage.report.show',
  usageOfAll: 'usage.report.payments',
  async run(call) {
    const { services, member, argument, reader } = call
    if (!argument) return list.run(call)
    const asked = await askedReport(call, argument)
    if (!asked.ok) return asked
    const { report } = asked.value
    const { text, blocks } = reportMessage(report, reader)
    services.later(() => addChart(call, asked.value))
    const coming = context(reader.say('report.chart_coming'))
    return { show: { text, blocks: [...blocks, coming, furtherQuestions(asked.value, member, reader)] } }
  },
}

/** Leads to the same question about other windows, and compared with the other time before, and to its files. */
function furtherQuestions({ question, report }: Asked, member: Member, reader: Reader): ActionsBlock {
  const against = question.against === 'year' ? 'previous' : 'year'
  const choice = (label: Key, change: Partial<Question>) => ({
    label: reader.say(label),
    operation: 'report.show',
    argument: questionText({ ...question, ...change }),
  })
  return buttons(
    ...drillButtons(report, member, reader),
    ...WINDOWS.map((window) => choice(`report.window.${window}`, { window })),
    ...(isApart(report.window, against) ? [choice(`report.compare.${against}`, { against })] : []),
    ...exportFormats.map((format) => ({
      label: format.toUpperCase(),
      operation: 'report.export',
      argument: `${format} ${questionText(question)}`,
    })),
  )
}

/** Files cannot live in an ephemeral message alone: the picture is shared in the asker's direct messages, where it stays. */
async function addChart({ services, member, reader, argument, follow, replaces }: Call, asked: Asked): Promise<void> {
  const { report } = asked
  const chart = chartOf(report, reader.locale)
  const bytes = await renderChart(chart)
  const { replies } = services.slack
  const channel = await directMessages(replies, member.id)
  const name = `${report.definition.name}-${report.window.from}-${randomUUID().slice(0, 8)}.png`
  const file = await shareFile(replies, { channel, bytes, name, alt: chart.alt })
  if (!replaces) return follow?.({ text: escapeText(chart.title), blocks: [imageBlock(file, chart.alt)] })
  const { text, blocks } = reportMessage(report, reader)
  const whole = [...withImage(blocks, file, chart.alt), furtherQuestions(asked, member, reader)]
  const refresh = { label: reader.say('button.refresh'), operation: 'report.show', argument }
  await follow?.({ text, blocks: withButton(whole, refresh) })
}

export const report: Command = {
  name: 'report',
  words: { ...scheduleWords, ...listWords, export: exporting },
  otherwise: show,
}
export const reportOperations = [show, exporting, ...scheduleOperations, ...listOperations]
