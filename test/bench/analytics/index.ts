import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { openDatabase } from '../../../db/connect.ts'
import type { Db } from '../../../db/tables/index.ts'
import { startPostgres } from '../../embedded-postgres.ts'
import { benchCharts } from './charts.ts'
import { fillHistory } from './history.ts'
import { type BenchDatabase, benchImport } from './import.ts'
import { benchReads } from './reads.ts'
import { benchRebuild } from './rebuild.ts'
import { benchRefresh } from './refresh.ts'

/** As somebody who knows PostgreSQL sets it up for reports on a machine like this. */
const tuned = [
  ...['shared_buffers=2GB', 'work_mem=256MB', 'maintenance_work_mem=512MB', 'effective_cache_size=8GB'],
  ...['random_page_cost=1.1', 'max_wal_size=8GB', 'checkpoint_timeout=30min'],
]

/**
 * Reports, refreshes, rebuilds, imports and charts beside what would be used instead, on one PostgreSQL server with a
 * history of so many orders: project, peer, and how many times faster the project is (the target in brackets).
 */
export async function benchAnalytics(orders: number): Promise<void> {
  const server = await startPostgres(tuned)
  const open = async (name: string): Promise<BenchDatabase> => {
    await server.createDatabase(name)
    const url = `${server.url}/${name}`
    const database = await openDatabase({ url, dataDir: '' })
    const drop = async () => {
      await database.close()
      await server.dropDatabase(name)
    }
    return { url, database, drop }
  }
  try {
    const history = await open('history')
    const { url, database } = history
    // A peer's statements take as long as they take.
    const peer: Db = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
    try {
      const begun = performance.now()
      await fillHistory(peer, orders)
      console.log(
        `\n${orders.toLocaleString('en')} orders, made in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
      )
      console.log(`${''.padEnd(62)}     project        peer      ratio   (target)`)
      await benchRebuild(database.db, peer)
      await benchReads(database.db, peer)
      await benchRefresh(database.db, peer, orders)
    } finally {
      await peer.destroy()
    }
    await benchImport(history, open)
    await benchCharts()
  } finally {
    await server.stop()
  }
}
