import { sql } from 'kysely'
import { customers } from './customers.ts'
import { payments } from './payments.ts'
import { products } from './products.ts'
import { promotions } from './promotions.ts'
import type { Rollup } from './rollup.ts'
import { sales } from './sales.ts'
import { support } from './support.ts'

/** Every rollup there is. */
export const rollups: readonly Rollup[] = [sales, payments, products, customers, promotions, support]

/** Names a rollup's refreshers' lock among the database's advisory locks of two keys. */
export const refreshLock = (name: Rollup['name']) => sql`7261001, hashtext(${name})`
