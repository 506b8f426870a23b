import { existsSync, statfsSync } from 'node:fs'

/** Whether a folder is there and has more than this many gigabytes free. */
export function hasRoom(folder: string, gigabytes: number): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > gigabytes * 1024 ** 3
}
