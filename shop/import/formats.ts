import type { Trx } from '../../db/tables/index.ts'
import { type CsvFile, csvFiles } from './csv-files.ts'
import type { Given } from './given.ts'
import { mapOlist, olistGiven } from './olist.ts'
import { olistCurrency, olistFiles } from './olist-files.ts'
import type { SourceFile } from './source-file.ts'

/** A set of files that history comes in. */
export interface Format {
  files: Readonly<Record<string, SourceFile>>
  /** Which of them each canonical file's rows come from. */
  sources: Readonly<Partial<Record<CsvFile, SourceFile>>>
  /** The zone of its local times, and what its amounts are in; null where they are the shop's, or told by each row. */
  zone: string | null
  currency: string | null
  /** Fills the canonical stages from its own; null where it is the canonical format itself. */
  map: ((trx: Trx) => Promise<void>) | null
  /** What its files say, where their headers do not tell. */
  given: Given | null
}

export const formats = {
  csv: { files: csvFiles, sources: csvFiles, zone: null, currency: null, map: null, given: null },
  olist: {
    files: olistFiles,
    sources: {
      merchants: olistFiles.sellers,
      products: olistFiles.products,
      customers: olistFiles.customers,
      orders: olistFiles.orders,
      items: olistFiles.items,
      payments: olistFiles.payments,
      reviews: olistFiles.reviews,
    },
    zone: 'America/Sao_Paulo',
    currency: olistCurrency,
    map: mapOlist,
    given: olistGiven,
  },
} satisfies Record<string, Format>

export type FormatName = keyof typeof formats
