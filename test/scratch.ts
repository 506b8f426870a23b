import { mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/**
 * The path of a folder that the whole run shares, and that waits until a test needs it since making it takes some
 * seconds: one process makes it, the others wait.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject('scratch'), name)
  const made = `${folder}-made`
  const first = await mkdir(made).then(
    () => true,
    () => false,
  )
  if (first && !(await exists(folder))) {
    await make(made)
    await rename(made, folder)
  }
  while (!(await exists(folder))) await sleep(50)
  return folder
}
