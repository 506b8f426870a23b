import { FolderInUse } from '../db/folder-lock.ts'
import { databaseTrouble, isTroubleOfDatabase, reasonOf } from '../shop/database-trouble.ts'
import { readEnvironment } from '../shop/environment.ts'
import { refusalWords } from '../shop/i18n/refusal-words.ts'
import { RealWorkspace } from './people.ts'
import type { Overrides, Program } from './program.ts'
import { slackUnreachable, TokenRefused } from './slack/errors.ts'

/** Says in one line why the program cannot run, and ends it. */
function giveUp(line: string, code = 2): never {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

/** Gives up where it is the environment that is wrong; a fault of our own is thrown on. */
function explain(error: unknown): never {
  if (error instanceof FolderInUse || error instanceof RealWorkspace || error instanceof TokenRefused)
    giveUp(error.message)
  const { code = '', syscall, path, port } = error as NodeJS.ErrnoException & { port?: number }
  const reason = reasonOf(error as Error)
  if (code === 'EADDRINUSE') giveUp(`PORT ${port} is taken: stop what uses it, or give another`)
  if (syscall === 'listen') giveUp(`PORT ${port} cannot be used: ${reason}; give another`)
  if (slackUnreachable(error))
    giveUp(`SLACK_API_URL leads to no Slack: ${reason}; give an address that answers, or none for slack.com`)
  if (isTroubleOfDatabase(error)) giveUp(databaseTrouble(error, 'DATABASE_URL'))
  if (path && syscall)
    giveUp(`DATA_DIR cannot be used: ${reason}; give a folder that can be written, or memory:// to keep nothing`)
  throw error
}

/**
 * The program as a process: says where it is, stops in good order when told to, and gives up in one line where its
 * environment does not allow it to run.
 */
export async function runProgram(env: NodeJS.ProcessEnv, overrides: Overrides = {}): Promise<Program> {
  const environment = readEnvironment(env)
  if (!environment.ok) giveUp(refusalWords(environment, 'en'))
  // Loaded now, so that a wrong value is told at once.
  const { startProgram } = await import('./program.ts')
  const program = await startProgram(environment.value, overrides).catch(explain)
  const where = program.workspace
    ? `Open ${program.url} in a browser.`
    : `Listening on port ${new URL(program.url).port}.`
  process.stdout.write(`Backroom is running. ${where} Ctrl+C stops it.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      program.stop().then(
        () => process.exit(0),
        (error: unknown) => giveUp(`stopping failed: ${String(error)}`, 1),
      )
    })
  return program
}
