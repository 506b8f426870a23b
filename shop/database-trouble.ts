import { isUnreachable } from '../db/unreachable.ts'

/** What PostgreSQL answers where there is no such user, password or database for us. */
const notOurs = ['28000', '28P01', '3D000', '42501']

/** The innermost reason in one line: what a library wraps around it says less. */
export function reasonOf({ cause, message, code }: NodeJS.ErrnoException): string {
  return cause instanceof Error ? reasonOf(cause) : (message || code || 'no reason given').replaceAll('\n', ' ')
}

/** Whether an error means that the database is away, or not for us, so that its address is to be looked at. */
export const isTroubleOfDatabase = (error: unknown): error is Error =>
  error instanceof Error && (isUnreachable(error) || notOurs.includes((error as NodeJS.ErrnoException).code ?? ''))

/** Whether the database ended a statement because it took longer than one may, or somebody there ended it. */
export const isOutOfTime = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === '57014'

/** The line that says so of the variable that has the address, without the address: it has a password. */
export const databaseTrouble = (error: Error, variable: 'DATABASE_URL' | 'ANALYTICS_DATABASE_URL'): string =>
  `${variable} cannot be used: ${reasonOf(error)}; give the address of a PostgreSQL database that is there`
