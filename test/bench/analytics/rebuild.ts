import { sql } from 'kysely'
import { rebuild } from '../../../analytics/rollups/rebuild.ts'
import type { Db } from '../../../db/tables/index.ts'
import { compare } from './compare.ts'
import { buildPlainly, dropPlain } from './peers.ts'

const mostMegabytes = 300

/** All rollups from nothing, beside three of them built plainly; leaves them filled. */
export async function benchRebuild(db: Db, peer: Db): Promise<void> {
  let most = 0
  const watch = () => {
    most = Math.max(most, process.memoryUsage.rss() / 2 ** 20)
  }
  const project = { run: () => rebuild(db, {}, watch) }
  const plain = { prepare: () => dropPlain(peer), run: () => buildPlainly(peer) }
  await compare('full rebuild of all rollups / three built plainly', project, plain, { target: 1 / 1.2, rounds: 1 })
  await dropPlain(peer)
  await sql`vacuum analyze`.execute(peer)
  console.log(
    `${'memory of the process while rebuilding'.padEnd(62)} ${most.toFixed(0).padStart(8)} MB (${mostMegabytes})`,
  )
}
