import { writeFile } from 'node:fs/promises'
import { Argument, Command, Option } from 'commander'
import type { Db } from '../../db/tables/index.ts'
import { ok, type Result } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { exitCodes } from '../../shop/with-database.ts'
import { chartOf } from '../charts/chart.ts'
import { renderChart } from '../charts/render.ts'
import { reportJson } from '../reports/json.ts'
import { readReport } from '../reports/read.ts'
import { reportNames } from '../reports/registry.ts'
import { type Granularity, granularities } from '../reports/series.ts'
import { reportText } from '../reports/text.ts'
import { windowBetween } from '../reports/window.ts'
import { onDatabase } from './on-database.ts'

interface Options {
  from: string
  to: string
  by?: Granularity
  merchant?: string
  json?: true
  png?: string
}

async function report(db: Db, name: string, options: Options, now: Temporal.Instant): Promise<Result<string>> {
  const { 'shop.timezone': zone, 'shop.language': locale } = await readSettings(db)
  const window = windowBetween(options.from, options.to, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!window.ok) return window
  const { by, merchant } = options
  const read = await readReport(db, { report: name, window: window.value, by, merchant }, now)
  if (!read.ok) return read
  if (options.png) await writeFile(options.png, await renderChart(chartOf(read.value, locale)))
  return ok(options.json ? JSON.stringify(reportJson(read.value)) : reportText(read.value, locale))
}

await new Command('npm run report --')
  .description('Prints one report of the shop, of figures brought up to date first.')
  .addArgument(new Argument('<name>', 'which report').choices(reportNames))
  .requiredOption('--from <date>', 'first local date, YYYY-MM-DD')
  .requiredOption('--to <date>', 'last local date, YYYY-MM-DD')
  .addOption(new Option('--by <step>', 'how finely the series is cut').choices(granularities))
  .option('--merchant <id>', 'only the lines of one merchant')
  .option('--json', 'print only the object that METRICS defines')
  .option('--png <file>', 'write the chart to a file as well')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((name: string, options: Options) => onDatabase((db, now) => report(db, name, options, now)))
  .parseAsync()
