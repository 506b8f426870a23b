import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import { greatestAmount } from '../money.ts'
import { BadData } from './problem.ts'
import { headerName, type SourceFile } from './source-file.ts'

interface Bad {
  line: number
  name: string
  value: string
  code: string
  digits: number
  many: boolean
}

/** Throws BadData at a file's first amount with more decimals than its currency has, or beyond what is kept. */
export async function checkAmounts(trx: Trx, file: SourceFile): Promise<void> {
  if (!file.money) return
  const amounts = file.money.columns.map((column) => sql`(${sql.lit(column)}, s.${sql.ref(column)})`)
  const { rows } = await sql<Bad>`
    select s.at_line as line, a.name, a.value::text, c.code, c.digits, scale(a.value) > c.digits as many
    from ${sql.table(file.stage)} s ${sql.raw(file.money.currency)}
    cross join lateral (values ${sql.join(amounts)}) a (name, value)
    where scale(a.value) > c.digits or a.value * c.minor > ${sql.lit(String(greatestAmount))}::numeric
    order by s.at_line limit 1`.execute(trx)
  const [bad] = rows
  if (!bad) return
  const place = { file: file.name, line: bad.line, column: headerName(file, bad.name) }
  throw bad.many
    ? new BadData(place, 'decimals', { value: bad.value, currency: bad.code, digits: bad.digits })
    : new BadData(place, 'too_much')
}
