import { Command } from 'commander'
import type { Database } from '../../db/connect.ts'
import { type Locale, t } from '../i18n/index.ts'
import { refusalWords } from '../i18n/refusal-words.ts'
import { readSettings } from '../settings/read.ts'
import { exitCodes, giveUp, withDatabase } from '../with-database.ts'
import { type Format, formats } from './formats.ts'
import { type Imported, importHistory } from './import.ts'
import { BadData, describeProblem } from './problem.ts'
import { rateOf, showProgress } from './progress.ts'

/** What became of the files, a line each, and how long it took. */
function summary({ files, absent, rows }: Imported, milliseconds: number, locale: Locale): string {
  const lines = absent.map((file) => t(locale, 'import.absent', { file }))
  for (const { name, counts } of files)
    lines.push(
      t(locale, 'import.counts', {
        file: name,
        added: String(counts.added),
        changed: String(counts.changed),
        unchanged: String(counts.unchanged),
      }),
    )
  const same = files.every(({ counts }) => counts.added + counts.changed === 0)
  const took = { rows: String(rows), seconds: (milliseconds / 1000).toFixed(1), rate: rateOf(rows, milliseconds) }
  return [...lines, t(locale, same ? 'import.done_unchanged' : 'import.done', took)].join('\n')
}

async function load(database: Database, format: Format, folder: string, now: Temporal.Instant): Promise<void> {
  const { 'shop.language': locale } = await readSettings(database.db)
  const clock = () => performance.now()
  const start = clock()
  const progress = showProgress(process.stderr, locale, clock)
  try {
    const imported = await importHistory(database, { format, folder }, now, progress)
    progress.stop()
    if (imported.ok) process.stdout.write(`${summary(imported.value, clock() - start, locale)}\n`)
    else giveUp(refusalWords(imported, locale))
  } catch (error) {
    progress.stop()
    if (!(error instanceof BadData)) throw error
    giveUp(`${describeProblem(error, locale)}. ${t(locale, 'import.kept_nothing')}`, exitCodes.refused)
  }
}

const program = new Command('npm run import --')
  .description(t('en', 'import.usage.about'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
for (const [name, format] of Object.entries(formats))
  program
    .command(name)
    .description(t('en', `import.usage.${name as keyof typeof formats}`))
    .argument('<folder>', t('en', 'import.usage.folder'))
    .action((folder: string) => withDatabase((database, now) => load(database, format, folder, now)))
await program.parseAsync()
