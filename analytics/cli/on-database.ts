import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import type { Result } from '../../shop/result.ts'
import { exitCodes, giveUp, withDatabase } from '../../shop/with-database.ts'

/** Runs a command's work on the database that the environment names, and prints what it gives or why it was refused. */
export const onDatabase = (work: (db: Db, now: Temporal.Instant) => Promise<Result<string>>): Promise<void> =>
  withDatabase(async ({ db }, now) => {
    const result = await work(db, now)
    if (result.ok) process.stdout.write(`${result.value}\n`)
    else giveUp(t('en', `refusal.${result.code}`, result.values), exitCodes.refused)
  })
