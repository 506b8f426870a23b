import { openDatabase } from '../../db/connect.ts'
import { FolderInUse } from '../../db/folder-lock.ts'
import type { Db } from '../../db/tables/index.ts'
import { isUnreachable } from '../../db/unreachable.ts'
import { readEnvironment } from '../../shop/environment.ts'
import { t } from '../../shop/i18n/index.ts'
import type { Result } from '../../shop/result.ts'
import { seedSettings } from '../../shop/settings/read.ts'

/** What a command ends with, beside 0: the shop refuses what was asked; it was called wrongly or cannot run here. */
export const exitCodes = { refused: 1, misused: 2 } as const

function giveUp(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = exitCodes.misused
}

/**
 * Runs a command's work on the database that the environment names, and prints what it gives or why it was refused.
 * Output of a terminal is in English where it is no report: there is no reader whose language is known.
 */
export async function onDatabase(work: (db: Db, now: Temporal.Instant) => Promise<Result<string>>): Promise<void> {
  const environment = readEnvironment(process.env)
  if (!environment.ok) return giveUp(t('en', `refusal.${environment.code}`, environment.values))
  const now = Temporal.Now.instant()
  try {
    const database = await openDatabase(environment.value.database)
    try {
      await seedSettings(database.db, environment.value.first, now)
      const result = await work(database.db, now)
      if (result.ok) process.stdout.write(`${result.value}\n`)
      else process.stderr.write(`${t('en', `refusal.${result.code}`, result.values)}\n`)
      if (!result.ok) process.exitCode = exitCodes.refused
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof FolderInUse) return giveUp(error.message)
    if (isUnreachable(error)) return giveUp(`the database cannot be reached: ${String(error)}`)
    throw error
  }
}
