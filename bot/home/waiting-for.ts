import type { Db } from '../../db/tables/index.ts'
import type { Member } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import type { Page } from '../../shop/pages.ts'
import type { Result } from '../../shop/result.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import type { Button } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** One who opens App Home, and when. */
export interface Visit {
  db: Db
  member: Member
  settings: Settings
  reader: Reader
  now: Temporal.Instant
}

/** Something that may wait for people: who is told (any of these permissions), what, and the way to it. */
export interface Waiting {
  permissions: readonly Permission[]
  /** Null: nothing that is worth a line. */
  look(visit: Visit): Promise<{ line: string; button: Button } | null>
}

/** No more are counted than this. */
export const MOST_COUNTED = 50
/** How many there are on a page, and whether there are more. */
export const counted = <Row>(page: Result<Page<Row>>) => ({
  count: page.ok ? page.value.rows.length : 0,
  more: page.ok && page.value.next ? 'yes' : 'no',
})
