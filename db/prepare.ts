import type { CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './tables/index.ts'

/** Stands for an argument in a query that is compiled before the argument is known. */
class Slot {
  readonly place: number
  constructor(place: number) {
    this.place = place
  }
}

const lookUps = new WeakMap<Kysely<Tables>, Kysely<Tables>>()

/** Prepared queries of `db` go over `connection` from now on; those of its transactions stay in them. */
export const prepareOn = (db: Kysely<Tables>, connection: Kysely<Tables>) => void lookUps.set(db, connection)

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/**
 * A query that is built and compiled at its first use and then runs with other arguments; for those that run all the
 * time, since building one takes as long as the server needs to answer it. `build` may tell null from text, and nothing
 * else of its arguments. Gives the rows.
 */
export function prepare<Args extends (string | null)[], Row>(
  build: (db: Kysely<Tables>, ...args: Args) => Compilable<Row>,
): (db: Kysely<Tables>, ...args: Args) => Promise<Row[]> {
  const compiled = new Map<string, CompiledQuery<Row>>()
  return async (db, ...args) => {
    const shape = args.map((arg) => (arg === null ? '0' : '1')).join('')
    let query = compiled.get(shape)
    if (!query) {
      const slots = args.map((arg, place) => (arg === null ? null : new Slot(place)))
      query = build(db, ...(slots as unknown as Args)).compile()
      compiled.set(shape, query)
    }
    const parameters = query.parameters.map((value) => (value instanceof Slot ? args[value.place] : value))
    const { rows } = await (lookUps.get(db) ?? db).executeQuery<Row>({ ...query, parameters })
    return rows
  }
}
