import { type Sheet, sheetsOf } from '../../analytics/reports/sheets.ts'
import { xlsxFile } from '../../analytics/reports/xlsx.ts'
import { csvFile } from '../../shop/csv.ts'
import { refuse } from '../../shop/result.ts'
import { context } from '../blocks.ts'
import { firstWord } from '../first-word.ts'
import type { Operation } from '../operation.ts'
import { directMessages } from '../slack/channels.ts'
import { shareFile } from '../slack/files.ts'
import { askedReport } from './report-asked.ts'

/** Most rows of a table in a file. */
const MOST_ROWS = 10_000

/** How a report is written as a file. CSV has no sheets: they stand below each other. */
const formats: Readonly<Record<string, (sheets: readonly Sheet[]) => Promise<Uint8Array>>> = {
  csv: async (sheets) => Buffer.from(csvFile(sheets.flatMap(({ rows }) => [...rows, []]))),
  xlsx: xlsxFile,
}

export const exportFormats = Object.keys(formats)

/** `xlsx sales 30d`: files cannot live in an ephemeral message, so it comes in the asker's direct messages. */
export const exporting: Operation = {
  id: 'report.export',
  permission: 'report.view',
  needs: true,
  usage: 'usage.report.export',
  async run(call) {
    const { services, member, argument, reader } = call
    const [word, text] = firstWord(argument)
    const format = word.toLowerCase()
    const write = Object.hasOwn(formats, format) ? formats[format] : undefined
    if (!write) return refuse('report.format_unknown', { text: word, all: exportFormats })
    const asked = await askedReport(call, text, MOST_ROWS)
    if (!asked.ok) return asked
    const { report } = asked.value
    const of = Object.values(report.filters).map((value) => `-${value.replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')}`)
    const name = `${report.definition.name}${of.join('')}-${report.window.from}-${report.window.to}.${format}`
    services.later(async () => {
      const { replies } = services.slack
      const channel = await directMessages(replies, member.id)
      await shareFile(replies, { channel, bytes: await write(sheetsOf(report, reader.locale)), name })
    })
    const said = reader.say('report.exporting', { name })
    return { show: { text: said, blocks: [context(said)] } }
  },
}
