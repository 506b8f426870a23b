import { FolderInUse } from '../db/folder-lock.ts'
import { isUnreachable } from '../db/unreachable.ts'
import { readEnvironment } from '../shop/environment.ts'
import { t } from '../shop/i18n/index.ts'
import { type Overrides, type Program, startProgram } from './program.ts'
import { RealWorkspace } from './workspace.ts'

/** Says in one line why the program cannot run, and ends it. */
function giveUp(line: string, code: number): never {
  process.stderr.write(`${line}\n`)
  process.exit(code)
}

function explain(error: unknown): never {
  if (error instanceof FolderInUse || error instanceof RealWorkspace) giveUp(error.message, 2)
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') giveUp(`${message}: stop what uses the port, or set PORT to another`, 2)
  if (isUnreachable(error)) giveUp(`cannot reach the database or Slack: ${message || code}`, 1)
  throw error
}

/** The program as a process: says where it is, stops in good order when told to, and gives up in one line. */
export async function runProgram(env: NodeJS.ProcessEnv, overrides: Overrides = {}): Promise<Program> {
  const environment = readEnvironment(env)
  if (!environment.ok) giveUp(t('en', `refusal.${environment.code}`, environment.values), 2)
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
