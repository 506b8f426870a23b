import { Presets, SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { t } from '../../shop/i18n/index.ts'
import { exitCodes, withDatabase } from '../../shop/with-database.ts'
import { parseDate } from '../reports/window.ts'
import { type DateRange, rebuild } from '../rollups/rebuild.ts'

function date(text: string): Temporal.PlainDate {
  const parsed = parseDate(text)
  if (!parsed) throw new InvalidArgumentError(t('en', 'refusal.window.date_malformed', { text }))
  return parsed
}

await new Command('npm run rollup --')
  .description(t('en', 'rollup.usage'))
  .option('--from <date>', t('en', 'report.usage.from'), date)
  .option('--to <date>', t('en', 'report.usage.to'), date)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((range: DateRange) =>
    withDatabase(async ({ db }) => {
      // Shown on a terminal only; it goes to stderr.
      const bar = new SingleBar(
        { format: '{bar} {percentage}% | {value}/{total} | {eta_formatted}' },
        Presets.shades_classic,
      )
      bar.start(0, 0)
      const hours = await rebuild(db, range, (done, total) => {
        bar.setTotal(total)
        bar.update(done)
      })
      bar.stop()
      process.stdout.write(`${t('en', 'rollup.done', { hours })}\n`)
    }),
  )
  .parseAsync()
