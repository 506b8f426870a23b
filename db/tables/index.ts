import type { Kysely, Transaction } from 'kysely'
import type { Rows } from '../columns.ts'
import * as afterSales from './after-sales.ts'
import * as alerts from './alerts.ts'
import * as analytics from './analytics.ts'
import * as approvals from './approvals.ts'
import * as automation from './automation.ts'
import * as callbacks from './callbacks.ts'
import * as catalogue from './catalogue.ts'
import * as exceptions from './exceptions.ts'
import * as imported from './import.ts'
import * as orders from './orders.ts'
import * as payments from './payments.ts'
import * as people from './people.ts'
import * as promotions from './promotions.ts'
import * as sandbox from './sandbox.ts'
import * as settings from './settings.ts'
import * as stock from './stock.ts'
import * as storefront from './storefront.ts'
import * as support from './support.ts'

/** Every table: the one place that types, queries and the catalogue test read. */
export const tables = {
  ...people,
  ...catalogue,
  ...orders,
  ...approvals,
  ...analytics,
  ...alerts,
  ...imported,
  ...sandbox,
  ...storefront,
  ...promotions,
  ...payments,
  ...callbacks,
  ...afterSales,
  ...exceptions,
  ...automation,
  ...support,
  ...stock,
  ...settings,
}

export type Tables = { [T in keyof typeof tables]: Rows<(typeof tables)[T]> }

/** The database handle: the first parameter of every operation. */
export type Db = Kysely<Tables>
/** Where an operation must be part of its caller's transaction. */
export type Trx = Transaction<Tables>
