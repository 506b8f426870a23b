import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

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

/**
 * Takes the folder for this process and gives what releases it. A lock left by a process that is gone (killed, or its
 * number reused since) is taken over. Throws FolderInUse.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'backroom.lock')
  for (;;) {
    try {
      const file = await open(path, 'wx')
      await file.writeFile(`${process.pid} ${await startOf(String(process.pid))}`)
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const [pid = '', start = ''] = (await readFile(path, 'utf8').catch(() => '')).split(' ')
    if (pid && alive(pid) && (start === '' || start === (await startOf(pid)))) throw new FolderInUse(folder, pid)
    await rm(path, { force: true })
  }
}
