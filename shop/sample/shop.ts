import type { Insertable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'

/** Rows to insert, by table; all rows of a table have the same columns. */
export type SampleRows = { [T in keyof Tables]?: Insertable<Tables[T]>[] }

export interface SampleShop {
  currency: string
  /** Minor units of one unit of the currency. */
  unit: bigint
  shipWithinHours: number
  /** Who asked for the refunds of before. */
  requester: string
  /** Where each customer lives, as far as that is known. */
  regionOf: ReadonlyMap<string, string | null>
}

export type PaymentRow = Insertable<Tables['payments']> & { refunded: bigint }
