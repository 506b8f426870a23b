import { home } from './home.ts'
import { payments } from './payments.ts'
import type { Picture } from './picture.ts'
import { refunds } from './refunds.ts'
import { reports } from './reports.ts'
import { settings } from './settings.ts'
import { stock } from './stock.ts'
import { storefront } from './storefront.ts'
import { team } from './team.ts'

/** The pictures of docs/ by module. Within a module in this order: what one does the next may show. */
export const modules: Readonly<Record<string, readonly Picture[]>> = {
  ...{ home, stock, refunds, payments, reports, settings, team, storefront },
}
