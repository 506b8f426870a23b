import { Presets, SingleBar } from 'cli-progress'
import { Command, InvalidArgumentError } from 'commander'
import { t } from '../../shop/i18n/index.ts'
import { exitCodes, withDatabase } from '../../shop/with-database.ts'
import { parseDate } from '../reports/window.ts'
import { rebuild } from '../rollups/rebuild.ts'
import type { DateRange } from '../rollups/rollup.ts'
import { verify } from '../rollups/verify.ts'

function date(text: string): Temporal.PlainDate {
  const parsed = parseDate(text)
  if (!parsed) throw new InvalidArgumentError(t('en', 'refusal.window.date_malformed', { text }))
  return parsed
}

type Progress = (done: number, total: number) => void

/** Shows how far work is, on a terminal only; it goes to stderr. */
async function withBar<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {value}/{total} | {eta_formatted}' },
    Presets.shades_classic,
  )
  bar.start(0, 0)
  try {
    return await work((done, total) => {
      bar.setTotal(total)
      bar.update(done)
    })
  } finally {
    bar.stop()
  }
}

const program = new Command('npm run rollup --').description(t('en', 'rollup.usage'))

const dated = (name: string, description: string, isDefault: boolean) =>
  program
    .command(name, { isDefault })
    .description(description)
    .option('--from <date>', t('en', 'report.usage.from'), date)
    .option('--to <date>', t('en', 'report.usage.to'), date)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))

dated('rebuild', t('en', 'rollup.usage.rebuild'), true).action((range: DateRange) =>
  withDatabase(async ({ db }) => {
    const parts = await withBar((progress) => rebuild(db, range, progress))
    process.stdout.write(`${t('en', 'rollup.done', { parts })}\n`)
  }),
)

dated('verify', t('en', 'rollup.usage.verify'), false).action((range: DateRange) =>
  withDatabase(async ({ db }) => {
    const differences = await withBar((progress) => verify(db, range, undefined, progress))
    for (const { table, row } of differences)
      process.stdout.write(
        `${table}: ${Object.entries(row)
          .map((pair) => pair.join(' '))
          .join(', ')}\n`,
      )
    const count = differences.length
    process.stdout.write(`${count === 0 ? t('en', 'rollup.right') : t('en', 'rollup.differs', { count })}\n`)
    if (count > 0) process.exitCode = exitCodes.refused
  }),
)

await program.parseAsync()
