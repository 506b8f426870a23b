import { Presets, SingleBar } from 'cli-progress'
import { Command } from 'commander'
import type { Db } from '../../db/tables/index.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { exitCodes } from '../../shop/with-database.ts'
import { parseDate } from '../reports/window.ts'
import { type DateRange, rebuild } from '../rollups/rebuild.ts'
import { onDatabase } from './on-database.ts'

function rangeOf(options: { from?: string; to?: string }): Result<DateRange> {
  const range: DateRange = {}
  for (const side of ['from', 'to'] as const) {
    const text = options[side]
    if (text === undefined) continue
    const date = parseDate(text)
    if (!date) return refuse('window.date_malformed', { text })
    range[side] = date
  }
  return ok(range)
}

async function rollup(db: Db, options: { from?: string; to?: string }): Promise<Result<string>> {
  const range = rangeOf(options)
  if (!range.ok) return range
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {value} of {total} hours | {eta_formatted} left' },
    Presets.shades_classic,
  )
  if (process.stderr.isTTY) bar.start(0, 0)
  const hours = await rebuild(db, range.value, (done, total) => {
    bar.setTotal(total)
    bar.update(done)
  })
  bar.stop()
  return ok(`${hours} hours computed anew`)
}

await new Command('npm run rollup --')
  .description('Computes the rollups anew from the orders: all, or those of some local dates.')
  .option('--from <date>', 'first local date, YYYY-MM-DD')
  .option('--to <date>', 'last local date, YYYY-MM-DD')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((options: { from?: string; to?: string }) => onDatabase((db) => rollup(db, options)))
  .parseAsync()
