import { createHash } from 'node:crypto'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { pipelined } from './pipeline.ts'

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

/** Values as the whole project has them: bigint for int8, Temporal.Instant for timestamptz, text for date. */
export const parsers = {
  [INT8]: (text: string) => BigInt(text),
  [DATE]: (text: string) => text,
  [TIMESTAMPTZ]: (text: string) => Temporal.Instant.from(text),
}

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    parsers[oid as keyof typeof parsers] ?? pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

const parameter = (value: unknown) => (value instanceof Temporal.Instant ? value.toString() : value)

const FREQUENT = 5
const MOST_TEXTS = 1000
const seen = new Map<string, { times: number; name: string }>()

/**
 * A name for a statement that runs again and again: the server then parses and plans it once a connection, which halves
 * the time of a look-up. Undefined for rare ones, which would only fill the server's memory.
 */
function statementName(text: string): string | undefined {
  let statement = seen.get(text)
  if (!statement) {
    if (seen.size >= MOST_TEXTS) return undefined
    statement = { times: 0, name: createHash('sha1').update(text).digest('base64') }
    seen.set(text, statement)
  }
  statement.times++
  return statement.times > FREQUENT ? statement.name : undefined
}

/** Several commands in one text, which the server takes without values and nameless only. */
const several = (text: string): boolean => /;\s*\S/.test(text)

/** pg writes an unknown object as JSON; an instant has to go as plain text. Statements of fewer values stay nameless. */
const naming = (fewest: number) =>
  class extends pg.Client {
    override query = ((config: unknown, values?: unknown, ...rest: unknown[]) => {
      const query = pg.Client.prototype.query as (...all: unknown[]) => unknown
      if (typeof config !== 'string' || !Array.isArray(values) || values.length < fewest)
        return query.call(this, config, values, ...rest)
      if (values.length === 0 && several(config)) return query.call(this, config, values, ...rest)
      return query.call(this, { name: statementName(config), text: config, values: values.map(parameter) }, ...rest)
    }) as pg.Client['query']
  }

const Client = naming(1)

/** For the queue: what it fetches jobs by has an empty list of values, and planning that takes longer than running it. */
export const QueueClient = naming(0)

/**
 * Sessions run in UTC; a statement waits at most 30 s and a connection 5 s, so that a server that is away is an error
 * soon and not a hang.
 */
const session = (url: string) => ({
  connectionString: url,
  types,
  options: '-c TimeZone=UTC -c datestyle=ISO',
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  application_name: 'backroom',
})

/** A pool on a PostgreSQL server. */
export const openPool = (url: string, max: number) => new pg.Pool({ ...session(url), max, Client })

/** The one connection for look-ups that run all the time. */
export const openPipeline = (url: string) => pipelined(() => new Client({ ...session(url), pipeline: true }))

export const postgresDialect = (pool: Pick<pg.Pool, 'connect' | 'end'>) =>
  new PostgresDialect({ pool: pool as pg.Pool })
