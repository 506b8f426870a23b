import { sql } from 'kysely'
import { type Database, openDatabase } from '../db/connect.ts'
import { FolderInUse } from '../db/folder-lock.ts'
import { databaseTrouble, isTroubleOfDatabase } from './database-trouble.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { refusalWords } from './i18n/refusal-words.ts'
import { seedSettings } from './settings/read.ts'

/** What a command ends with, beside 0: the shop refuses what was asked; it was called wrongly or cannot run here. */
export const exitCodes = { refused: 1, misused: 2 } as const

/** Ends a command that cannot run, saying why in one line. */
export function giveUp(line: string, code: number = exitCodes.misused): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = code
}

/**
 * Runs a command's work on the database that the environment names; gives up where there is none. What goes to a
 * terminal is in English where it is no report: there is no reader whose language is known.
 */
export async function withDatabase(
  work: (database: Database, now: Temporal.Instant, environment: Environment) => Promise<void>,
): Promise<void> {
  const environment = readEnvironment(process.env)
  if (!environment.ok) return giveUp(refusalWords(environment, 'en'))
  const now = Temporal.Now.instant()
  try {
    const database = await openDatabase(environment.value.database)
    try {
      await seedSettings(database.db, environment.value.first, now)
      await work(database, now, environment.value)
    } catch (error) {
      if (!isTroubleOfDatabase(error) || !(await answers(database))) throw error
      // Only the replica is left that it can be of.
      return giveUp(databaseTrouble(error, 'ANALYTICS_DATABASE_URL'))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof FolderInUse) return giveUp(error.message)
    if (isTroubleOfDatabase(error)) return giveUp(databaseTrouble(error, 'DATABASE_URL'))
    throw error
  }
}

async function answers({ db }: Database): Promise<boolean> {
  try {
    await sql`select`.execute(db)
    return true
  } catch (error) {
    if (isTroubleOfDatabase(error)) return false
    throw error
  }
}
