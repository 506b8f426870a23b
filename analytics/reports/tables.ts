import type { ReportDefinition, ReportFigures, ReportRow, TableShape } from './report.ts'

/** A table that a report can show. */
interface ReportTable {
  /** The report that reads it. */
  readonly of: ReportDefinition
  readonly shape: TableShape
  rowsIn(figures: ReportFigures): readonly ReportRow[]
}

/** Every table of a report: its own, then those of other reports that it shows where asked. */
export const tablesOf = (definition: ReportDefinition): ReportTable[] =>
  [definition, ...(definition.borrows ?? [])].flatMap((of) => [
    ...(of.row ? [{ of, shape: of.row, rowsIn: ({ rows }: ReportFigures) => rows }] : []),
    ...(of.besides ?? []).map((shape) => ({
      of,
      shape,
      rowsIn: ({ besides }: ReportFigures) => besides?.[shape.name] ?? [],
    })),
  ])

/** The table by what its rows are about. */
export const findTable = (definition: ReportDefinition, key: string): ReportTable | undefined =>
  tablesOf(definition).find(({ shape }) => shape.key === key)
