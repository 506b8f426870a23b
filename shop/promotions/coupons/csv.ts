import type { CouponRow } from './list.ts'

/** What a spreadsheet would take for a formula, full-width signs included (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

/** One cell, quoted, harmless in a spreadsheet. */
export const csvCell = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Coupons as a CSV file in UTF-8 (RFC 4180), with the byte-order mark that spreadsheets know it by. */
export function couponsCsv(rows: readonly CouponRow[]): string {
  const heading = ['code', 'customer', 'issued_at', 'expires_at', 'uses']
  const lines = rows.map(({ code, customer, issuedAt, expiresAt, uses }) => [
    code,
    customer ?? '',
    String(issuedAt),
    expiresAt ? String(expiresAt) : '',
    String(uses),
  ])
  return `\ufeff${[heading, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`
}
