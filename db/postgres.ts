import { PostgresDialect } from 'kysely'
import pg from 'pg'

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

/** pg writes an unknown object as JSON; an instant has to go as plain text. */
class Client extends pg.Client {
  override query = ((config: unknown, values?: unknown, ...rest: unknown[]) =>
    (pg.Client.prototype.query as (...all: unknown[]) => unknown).call(
      this,
      config,
      Array.isArray(values) ? values.map(parameter) : values,
      ...rest,
    )) as pg.Client['query']
}

/**
 * A pool on a PostgreSQL server. Sessions run in UTC; a statement waits at most 30 s and a connection 5 s, so that
 * a server that is away is an error soon and not a hang.
 */
export function openPool(url: string, max: number): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max,
    types,
    Client,
    options: '-c TimeZone=UTC -c datestyle=ISO',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    application_name: 'backroom',
  })
}

export const postgresDialect = (pool: pg.Pool) => new PostgresDialect({ pool })
