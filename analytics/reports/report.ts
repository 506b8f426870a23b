import type { Db } from '../../db/tables/index.ts'
import type { Key, Locale } from '../../shop/i18n/index.ts'
import type { FilterName, Filters } from '../../shop/orders/narrowing.ts'
import type { Plot, Theme } from '../charts/data.ts'
import type { Comparison } from './comparison.ts'
import type { FilterLabels } from './filter-labels.ts'
import type { Figures, Metric } from './metrics.ts'
import type { Records } from './records.ts'
import type { Bucket, Granularity } from './series.ts'
import type { Window } from './window.ts'

/** What a definition is asked for. */
export interface ReportQuery {
  readonly window: Window
  /** The window that it is compared with; it is answered null where the history does not reach back to it. */
  readonly before: Window
  readonly zone: string
  /** Whether the rollups are of this zone: otherwise everything is counted from the orders themselves. */
  readonly isRolledUp: boolean
  /** The moment as of which things stand as they do now. */
  readonly asOf: Temporal.Instant
  readonly by: Granularity
  /** The points of the series, in order, from the window's first instant on. */
  readonly buckets: readonly Bucket[]
  /** Nothing: the whole shop. */
  readonly filters: Filters
  /** Only what this agent did; null for everyone. */
  readonly agent: string | null
  /** Most rows, where a report may have any number. */
  readonly limit: number
}

/** What a definition answers. */
export interface ReportFigures {
  readonly totals: Figures
  readonly previous: Figures | null
  /** One entry for each of the query's buckets. */
  readonly series: readonly Figures[]
  /** The same stretches of the window before; null where `previous` is. */
  readonly previousSeries: readonly Figures[] | null
  readonly rows: readonly ReportRow[]
  /** The rows of each further table of the definition, by its name. */
  readonly besides?: Readonly<Record<string, readonly ReportRow[]>>
  /** Money as it was paid, in minor units of each currency. */
  readonly byCurrency: Readonly<Record<string, Figures>>
}

export interface ReportRow {
  /** What the row is about: a payment method, an agent by id. */
  readonly name: string
  /** What people call it, where that is not its name. */
  readonly label?: string | Readonly<Record<Locale, string>> | undefined
  /** What METRICS says of it besides its figures. */
  readonly about?: Readonly<Record<string, string | null>>
  readonly figures: Figures
  /** Of the customers of a month, the share that ordered again in each month after it. */
  readonly again?: readonly number[]
}

/** How a table of rows is written. */
export interface TableShape {
  /** The name of a row's key in METRICS. */
  readonly key: string
  readonly title: Key
  readonly figures: readonly Metric[]
  /** What a row's name means to a reader, where that is not as it stands. */
  nameWords?(locale: Locale, name: string): string
}

/** A table beside the rows. */
export interface FurtherTable extends TableShape {
  /** Its name in METRICS. */
  readonly name: string
  readonly heading: Key
  /** In METRICS it is an object from each row's name to its one figure. */
  readonly mapped?: true
}

/** One report. A new one is an object like this, its line in the registry and its words in the catalogue. */
export interface ReportDefinition {
  readonly name: string
  readonly title: Key
  /** What a person looks at first. */
  readonly keyFigures: readonly Metric[]
  /** Null for a report without rows. */
  readonly row: TableShape | null
  readonly besides?: readonly FurtherTable[]
  /** Reports of the same things whose tables it shows where asked. */
  readonly borrows?: readonly ReportDefinition[]
  /** What it is made of: it tells nothing of a time before. */
  readonly records: Records
  /** What it can be cut down to. */
  readonly filters: readonly FilterName[]
  /** Whether it can be cut down to what one agent did. */
  readonly perAgent?: true
  read(db: Db, query: ReportQuery): Promise<ReportFigures>
  /** Its picture for a reader. */
  chart(report: Report, locale: Locale): Plot
}

/** A report as computed: everything that a card, a chart, a table or JSON shows. */
export interface Report extends ReportFigures {
  readonly definition: ReportDefinition
  readonly window: Window
  /** What `previous` is of. */
  readonly against: Comparison
  readonly before: Window
  readonly zone: string
  /** The shop's: what all money but `byCurrency` is in. */
  readonly currency: string
  readonly asOf: Temporal.Instant
  /** Where changes were made that are not counted yet: the oldest moment they concern. Null where all is counted. */
  readonly uncountedSince: Temporal.Instant | null
  /** Whether the rollups that it was read of are of its zone; otherwise it was counted from the orders themselves. */
  readonly isRolledUp: boolean
  /** All rollups are being computed anew, part by part: figures of the past may change by it. */
  readonly isRebuilding: boolean
  /** Whether it was read from the database itself because its replica could not be asked. */
  readonly isInsteadOfReplica: boolean
  /** By how much the replica that it was read from is behind; null where it was read from the database itself. */
  readonly secondsBehind: number | null
  /** From when on its records tell something: figures of a time before are none. Null where they do not yet. */
  readonly recordsBegin: Temporal.Instant | null
  readonly filters: Filters
  readonly filterLabels: FilterLabels
  /** The table that was asked for, to come first; null for the usual one. */
  readonly asked: { readonly shape: TableShape; readonly rows: readonly ReportRow[] } | null
  readonly by: Granularity
  /** The points of `series`. */
  readonly buckets: readonly Bucket[]
  /** Local dates on which a promotion ran that has a beginning or an end. */
  readonly promotionDays: ReadonlySet<string>
  /** What its chart is drawn on. */
  readonly theme: Theme
}
