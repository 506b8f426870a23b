import { writeFile } from 'node:fs/promises'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { refusalWords } from '../../shop/i18n/refusal-words.ts'
import { type Filters, filterNames } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { exitCodes, giveUp, withDatabase } from '../../shop/with-database.ts'
import { chartOf } from '../charts/chart.ts'
import { renderChart } from '../charts/render.ts'
import { type Comparison, comparisons } from '../reports/comparison.ts'
import { filtersMeant } from '../reports/filters.ts'
import { reportJson } from '../reports/json.ts'
import { readReport } from '../reports/read.ts'
import { reportNames } from '../reports/registry.ts'
import { type Granularity, granularities } from '../reports/series.ts'
import { reportText } from '../reports/text.ts'
import { windowBetween } from '../reports/window.ts'

interface Options extends Filters {
  from: string
  to: string
  by?: Granularity
  compare: Comparison
  limit: number
  json?: true
  png?: string
}

/** Gives what goes to stdout, and writes the picture where one is wanted. */
async function report(db: Db, name: string, options: Options, now: Temporal.Instant): Promise<Result<string>> {
  const { 'shop.timezone': zone, 'shop.language': locale } = await readSettings(db)
  const window = windowBetween(options.from, options.to, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!window.ok) return window
  const { by, limit, compare: against } = options
  const filters = await filtersMeant(db, options)
  if (!filters.ok) return filters
  const read = await readReport(
    db,
    { report: name, window: window.value, against, by, filters: filters.value, limit },
    now,
  )
  if (!read.ok) return read
  if (options.png) {
    const written = await writePicture(options.png, await renderChart(chartOf(read.value, locale)))
    if (!written.ok) return written
  }
  return ok(options.json ? JSON.stringify(reportJson(read.value)) : reportText(read.value, locale))
}

/** Refuses a file that cannot be written. */
async function writePicture(file: string, png: Uint8Array): Promise<Result<null>> {
  try {
    await writeFile(file, png)
    return ok(null)
  } catch (error) {
    const { syscall, code = '' } = error as NodeJS.ErrnoException
    if (syscall === undefined) throw error
    return refuse('report.png_unwritable', { file, why: code })
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError(t('en', 'report.usage.limit_wrong'))
  return Number(text)
}

const command = new Command('npm run report --')
  .description(t('en', 'report.usage'))
  .addArgument(new Argument('<name>', t('en', 'report.usage.name')).choices(reportNames))
  .requiredOption('--from <date>', t('en', 'report.usage.from'))
  .requiredOption('--to <date>', t('en', 'report.usage.to'))
  .addOption(new Option('--by <step>', t('en', 'report.usage.by')).choices(granularities))
  .addOption(new Option('--compare <with>', t('en', 'report.usage.compare')).choices(comparisons).default('previous'))
  .addOption(new Option('--limit <rows>', t('en', 'report.usage.limit')).argParser(wholeNumber).default(100))
  .option('--json', t('en', 'report.usage.json'))
  .option('--png <file>', t('en', 'report.usage.png'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((name: string, options: Options) =>
    withDatabase(async ({ db }, now) => {
      const result = await report(db, name, options, now)
      if (result.ok) process.stdout.write(`${result.value}\n`)
      else giveUp(refusalWords(result, 'en'), exitCodes.refused)
    }),
  )
for (const name of filterNames) command.option(`--${name} <which>`, t('en', `report.usage.${name}`))
await command.parseAsync()
