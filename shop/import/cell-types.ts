import { currencyDigits } from '../money.ts'
import type { Reason } from './problem.ts'

/** What a cell may hold. */
export interface CellType {
  /** PostgreSQL's type of the staged column. */
  sql: string
  /** The text that PostgreSQL takes for a cell that is not empty, or null for a bad one. `instant` reads the file's times. */
  read(cell: string, instant: (text: string) => string | null): string | null
  reason: Reason
  /** What the reason's words need. */
  allowed?: string
}

const matching = (sql: string, pattern: RegExp, reason: Reason): CellType => ({
  sql,
  reason,
  read: (cell) => (pattern.test(cell) ? cell : null),
})

export const text: CellType = { sql: 'text', reason: 'name', read: (cell) => cell }

/** What others refer to it by: at most 128 characters, none of them a control character, no blank at either end. */
export const name = matching('text', /^(?! )(?=.*[\p{L}\p{N}\p{P}\p{S}])[^\p{Cc}]{1,128}(?<! )$/u, 'name')

/** Money as a decimal; that it has no more decimals than its currency is checked where the currency is known. */
export const amount = matching('numeric', /^\d{1,12}(?:\.\d{1,4})?$/, 'amount')
export const positiveAmount = matching('numeric', /^(?!0+(?:\.0*)?$)\d{1,12}(?:\.\d{1,4})?$/, 'positive_amount')
export const rate = matching('numeric', /^(?!0+(?:\.0*)?$)\d{1,12}(?:\.\d{1,12})?$/, 'rate')
export const count = matching('integer', /^0*[1-9]\d{0,5}$/, 'count')
export const level = matching('integer', /^\d{1,9}$/, 'level')
export const rating = matching('integer', /^[1-5]$/, 'rating')

export const currency: CellType = {
  sql: 'text',
  reason: 'currency',
  read: (cell) => (currencyDigits(cell) === null ? null : cell),
}

export const oneOf = (...words: string[]): CellType => ({
  sql: 'text',
  reason: 'word',
  allowed: words.join(', '),
  read: (cell) => (words.includes(cell) ? cell : null),
})

export const instant: CellType = { sql: 'timestamptz', reason: 'instant', read: (cell, instant) => instant(cell) }

const quoted = (tag: string) => `"${tag.replace(/["\\]/g, '\\$&')}"`

/** Words separated by `|`. */
export const tags: CellType = {
  sql: 'text[]',
  reason: 'name',
  read: (cell) => {
    const words = cell.split('|').map((word) => word.trim())
    return `{${words.filter(Boolean).map(quoted).join(',')}}`
  },
}
