import { type Key, type Locale, t, type Values } from '../i18n/index.ts'

/** Why a row cannot be taken. The words are in the catalogue under `import.reason.`. */
export type Reason = Key extends infer K ? (K extends `import.reason.${infer Name}` ? Name : never) : never

/** A place in a file: `line` counts from 1, the header's line; `column` is the name in the header. */
export interface Place {
  file: string
  line: number
  column?: string
}

/** Bad data: what it is and where. Thrown, so that the import's transaction leaves nothing behind. */
export class BadData extends Error {
  override name = 'BadData'
  readonly place: Place
  readonly reason: Reason
  readonly values: Values
  constructor(place: Place, reason: Reason, values: Values = {}) {
    super(`${place.file}:${place.line}: ${reason}`)
    this.place = place
    this.reason = reason
    this.values = values
  }
}

const longest = 60

/** The one line that a person reads. */
export function describeProblem({ place, reason, values }: BadData, locale: Locale): string {
  const { column = '', file, line } = place
  const value = String(values.value ?? '').replace(/\s+/g, ' ')
  const shown = value.length > longest ? `${value.slice(0, longest)}…` : value
  const where = t(locale, column ? 'import.place.column' : 'import.place.line', { file, line: String(line), column })
  return `${where}: ${t(locale, `import.reason.${reason}`, { ...values, value: shown })}`
}
