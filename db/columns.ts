import type { ColumnType } from 'kysely'

/**
 * A column as both the compiler and the catalogue test see it: `S` is what a select gives, `I` what an insert
 * takes; `type` is PostgreSQL's name for it (`information_schema.columns.udt_name`).
 */
export interface Column<S, I = S> {
  readonly type: string
  readonly nullable: boolean
  readonly defaulted: boolean
  /** Never set; carries the types. */
  readonly types?: { select: S; insert: I }
}

const column = <S>(type: string): Column<S> => ({ type, nullable: false, defaulted: false })

export const text = column<string>('text')
export const int = column<number>('int4')
/** Money in minor units of its currency, or a count that may exceed 2^53. */
export const bigint = column<bigint>('int8')
/** Exact decimals (exchange rates) travel as text. */
export const numeric = column<string>('numeric')
export const bool = column<boolean>('bool')
export const instant = column<Temporal.Instant>('timestamptz')
/** A calendar day, as `2026-03-31`. */
export const date = column<string>('date')
export const texts = column<string[]>('_text')
/** Numbers as JavaScript has them. */
export const numbers = column<number[]>('_float8')
/** A JSON value. Written as text, since a driver would take an array for a PostgreSQL array. */
export const json = <T>(): Column<T, string> => ({ type: 'jsonb', nullable: false, defaulted: false })

/** May be null; then an insert may leave it out. */
export const nullable = <S, I>(of: Column<S, I>): Column<S | null, I | null | undefined> => ({
  ...of,
  nullable: true,
  types: undefined,
})

/** The database fills it in where an insert leaves it out. */
export const defaulted = <S, I>(of: Column<S, I>): Column<S, I | undefined> => ({
  ...of,
  defaulted: true,
  types: undefined,
})

/** Kysely's row type of a table given as `{ column: Column }`. */
export type Rows<T extends Record<string, Column<unknown>>> = {
  [K in keyof T]: T[K] extends Column<infer S, infer I> ? ColumnType<S, I, I> : never
}
