import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another process has the data folder open. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
  constructor(folder: string, holder: string) {
    super(`${folder} is in use by process ${holder}; stop it first, or set DATA_DIR to another folder`)
  }
}

/** When a process began, in kernel ticks: tells it from a later one with the same number. Empty where not Linux. */
async function startOf(pid: string): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function alive(pid: string): boolean {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What a lock's file says of who holds it: null where there is none, `gone` where they run no more. */
async function holderOf(path: string): Promise<{ pid: string; gone: boolean } | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const [pid = '', start = ''] = text.split(' ')
  return { pid, gone: !(pid && alive(pid) && (start === '' || start === (await startOf(pid)))) }
}

/** Gives a file a second name; false where that name is taken. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

/**
 * Removes a lock whose holder is gone. One at a time does so, and looks again first: whoever came too late would remove
 * the lock of one who has taken it over.
 */
async function removeLeft(path: string, mine: string): Promise<void> {
  const turn = `${path}.turn`
  if (!(await linked(mine, turn))) {
    if ((await holderOf(turn))?.gone) await rm(turn, { force: true })
    return sleep(5)
  }
  try {
    if ((await holderOf(path))?.gone) await rm(path, { force: true })
  } finally {
    await rm(turn, { force: true })
  }
}

/**
 * Takes the folder for this process and gives what releases it. A lock left by a process that is gone (killed, or its
 * number reused since) is taken over. Of several that try at once, one gets it. Throws FolderInUse.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'backroom.lock')
  // The lock appears with its holder in it: an empty one would be taken for one left.
  const mine = `${path}.${randomUUID()}`
  await writeFile(mine, `${process.pid} ${await startOf(String(process.pid))}`)
  try {
    while (!(await linked(mine, path))) {
      const holder = await holderOf(path)
      if (holder && !holder.gone) throw new FolderInUse(folder, holder.pid)
      if (holder) await removeLeft(path, mine)
    }
    return () => rm(path, { force: true })
  } finally {
    await rm(mine, { force: true })
  }
}
