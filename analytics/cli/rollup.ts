import { Presets, SingleBar } from 'cli-progress'
import { Command } from 'commander'
import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { refusalWords } from '../../shop/i18n/refusal-words.ts'
import { ok, type Result } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { exitCodes, giveUp, withDatabase } from '../../shop/with-database.ts'
import { parseDate, windowBetween } from '../reports/window.ts'
import { rebuild } from '../rollups/rebuild.ts'
import type { DateRange } from '../rollups/rollup.ts'
import { verify } from '../rollups/verify.ts'

interface Dates {
  from?: string
  to?: string
}

/** The dates that are meant, none where there is no end. Refuses what reports refuse, but for its length. */
function rangeOf({ from, to }: Dates, today: string): Result<DateRange> {
  // Without a first date it is all up to the last one, which has begun.
  const [first, last] = [from ?? [to ?? today, today].sort()[0] ?? today, to ?? from ?? today]
  const window = windowBetween(first, last, Temporal.PlainDate.from(today))
  if (!window.ok && window.code !== 'window.too_long') return window
  const dateOf = (text: string | undefined) => (text === undefined ? null : parseDate(text))
  const [start, end] = [dateOf(from), dateOf(to)]
  return ok({ ...(start && { from: start }), ...(end && { to: end }) })
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

/** Works on the dates that are meant. */
const onDates = (dates: Dates, work: (db: Db, range: DateRange) => Promise<void>) =>
  withDatabase(async ({ db }, now) => {
    const { 'shop.timezone': zone } = await readSettings(db)
    const range = rangeOf(dates, String(now.toZonedDateTimeISO(zone).toPlainDate()))
    if (range.ok) await work(db, range.value)
    else giveUp(refusalWords(range, 'en'), exitCodes.refused)
  })

const program = new Command('npm run rollup --').description(t('en', 'rollup.usage'))

const dated = (name: string, description: string, isDefault: boolean) =>
  program
    .command(name, { isDefault })
    .description(description)
    .option('--from <date>', t('en', 'report.usage.from'))
    .option('--to <date>', t('en', 'report.usage.to'))
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))

dated('rebuild', t('en', 'rollup.usage.rebuild'), true).action((dates: Dates) =>
  onDates(dates, async (db, range) => {
    const parts = await withBar((progress) => rebuild(db, range, progress))
    process.stdout.write(`${t('en', 'rollup.done', { parts })}\n`)
  }),
)

dated('verify', t('en', 'rollup.usage.verify'), false).action((dates: Dates) =>
  onDates(dates, async (db, range) => {
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
