import { csvFile } from '../../csv.ts'
import type { CouponRow } from './list.ts'

/** Coupons as a CSV file. */
export function couponsCsv(rows: readonly CouponRow[]): string {
  const heading = ['code', 'customer', 'issued_at', 'expires_at', 'uses']
  const lines = rows.map(({ code, customer, issuedAt, expiresAt, uses }) => [
    code,
    customer ?? '',
    String(issuedAt),
    expiresAt ? String(expiresAt) : '',
    String(uses),
  ])
  return csvFile([heading, ...lines])
}
