import type { Locale } from '../../shop/i18n/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'

/** What bars or a line show. Null is a gap: a figure that cannot be had, or is yet to come. */
export interface ChartSeries {
  readonly name: string
  /** Upper bars stand on the bars. */
  readonly shape: 'bars' | 'upper bars' | 'line' | 'faint line'
  readonly axis: 'money' | 'count'
  /** Money in major units of the currency. */
  readonly values: readonly (number | null)[]
}

/** The ground on which charts are drawn. */
export type Theme = Settings['report.theme']

/** Points of a chart that something is to be said of. */
export interface Mark {
  readonly kind: 'weekend' | 'promotion'
  readonly name: string
  readonly points: readonly number[]
}

/** A chart as plain data, which a worker thread draws: all that a viewer reads is in it, in their language. */
export interface Chart extends Plot {
  readonly theme: Theme
  readonly marks: readonly Mark[]
  /** The same with ids in the place of names: for a name whose letters no font has. */
  readonly byId: Pick<Plot, 'title' | 'labels'>
}

/** What a report makes of its figures; how it is drawn is the same for all. */
export interface Plot {
  readonly locale: Locale
  /** Null where what is shown is no money. */
  readonly currency: string | null
  /** What the figures say, in a sentence. */
  readonly title: string
  /** Of when and of what they are. */
  readonly about: string
  /** Columns over time, or lying bars, one for each name. */
  readonly layout: 'columns' | 'lying bars'
  readonly labels: readonly string[]
  readonly series: readonly ChartSeries[]
  /** What the axes measure, with the unit. */
  readonly axes: {
    readonly money: string
    readonly count?: string
    /** What is counted is a share of 1: it is written as a percentage. */
    readonly isShare?: true
  }
  /** The same for those who cannot see it, within Slack's limit. */
  readonly alt: string
}
