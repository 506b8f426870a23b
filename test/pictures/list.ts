import { alerts } from './alerts.ts'
import { callbacks } from './callbacks.ts'
import { doctor } from './doctor.ts'
import { home } from './home.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import type { Picture } from './picture.ts'
import { products } from './products.ts'
import { promotions } from './promotions.ts'
import { refunds } from './refunds.ts'
import { reports } from './reports.ts'
import { returns } from './returns.ts'
import { reviews } from './reviews.ts'
import { settings } from './settings.ts'
import { stock } from './stock.ts'
import { storefront } from './storefront.ts'
import { support } from './support.ts'
import { team } from './team.ts'

/** The pictures of docs/ by module. Within a module in this order: what one does the next may show. */
export const modules: Readonly<Record<string, readonly Picture[]>> = {
  ...{ home, products, stock, refunds, orders, returns, payments, promotions },
  ...{ reviews, reports, alerts, settings, support, team, storefront, callbacks, doctor },
}
