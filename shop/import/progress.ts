import { Presets, SingleBar } from 'cli-progress'
import { type Locale, t } from '../i18n/index.ts'
import type { Progress } from './import.ts'

/** Progress that is shown; to be stopped before anything else is written there. */
export interface ShownProgress extends Progress {
  stop(): void
}

/** A bar with rate and remaining time on a terminal, otherwise a line a file and table. `clock` gives milliseconds. */
export function showProgress(output: NodeJS.WriteStream, locale: Locale, clock: () => number): ShownProgress {
  return output.isTTY ? bar(output, locale, clock) : plainLines(output, locale)
}

function plainLines(output: NodeJS.WritableStream, locale: Locale): ShownProgress {
  let last = ''
  const say = (line: string) => {
    if (line !== last) output.write(`${line}\n`)
    last = line
  }
  return {
    begin: () => {},
    reading: (file) => say(t(locale, 'import.reading', { file })),
    writing: (table) => say(t(locale, 'import.writing', { table })),
    stop: () => {},
  }
}

function bar(output: NodeJS.WritableStream, locale: Locale, clock: () => number): ShownProgress {
  const single = new SingleBar(
    { format: '{bar} {percentage}% | {what} | {rate} | {remaining}', stream: output, clearOnComplete: true },
    Presets.shades_classic,
  )
  const start = clock()
  let total = 0
  let rate = ''
  const update = (done: number, what: string) => {
    const seconds = ((clock() - start) * (total - done)) / Math.max(1, done) / 1000
    single.update(done, {
      what,
      rate,
      remaining: t(locale, 'import.remaining', { seconds: String(Math.ceil(seconds)) }),
    })
  }
  return {
    begin: (all) => {
      total = all
      single.start(all, 0, { what: '', rate, remaining: '' })
    },
    reading: (file, done, rows) => {
      rate = t(locale, 'import.rows_rate', { rate: rateOf(rows, clock() - start) })
      update(done, t(locale, 'import.reading', { file }))
    },
    writing: (table, done) => update(done, t(locale, 'import.writing', { table })),
    stop: () => single.stop(),
  }
}

/** Rows a second, as text without grouping. */
export const rateOf = (rows: number, milliseconds: number): string =>
  String(Math.round((rows * 1000) / Math.max(1, milliseconds)))
