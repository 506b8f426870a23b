import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { FolderInUse, lockFolder } from '../../db/folder-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(inject('scratch'), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Twenty that try at once; gives how many got it, and what releases it. */
async function race() {
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)))
  const got = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(FolderInUse)
  return got
}

test('of many that take a folder at once one gets it, and the next one after it is released', async () => {
  for (let round = 0; round < 20; round++) {
    const got = await race()
    expect(got).toHaveLength(1)
    await got[0]?.()
  }
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['a process that is gone', '999999999 5'],
  ['one whose number another has now', `${process.pid} 1`],
  ['one that was killed before it wrote who it is', ''],
])('the lock of %s is taken over, by one of many', async (_, left) => {
  for (let round = 0; round < 20; round++) {
    await writeFile(join(folder, 'backroom.lock'), left)
    const got = await race()
    expect(got).toHaveLength(1)
    await got[0]?.()
  }
})
