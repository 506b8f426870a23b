import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import type { Permission } from '../access/permissions.ts'

const DAY = 86_400_000

interface Use {
  member_id: string
  permission: Permission
  used_at: Temporal.Instant
}

/**
 * Remembers which permissions members use, for the review of those that nobody needs. Noting costs a look into a set:
 * it is done for every request. A planner writes what is new, at most once a member, permission and day. What a kill
 * loses is less than a minute's uses; a right that matters is used again within 90 days, and is noted then.
 */
export class PermissionUses {
  #day = 0
  readonly #noted = new Set<string>()
  readonly #waiting = new Map<string, Use>()

  note(member: string, permission: Permission, now: Temporal.Instant): void {
    const day = Math.floor(now.epochMilliseconds / DAY)
    if (day !== this.#day) this.#noted.clear()
    this.#day = day
    const key = `${member} ${permission}`
    if (this.#noted.has(key)) return
    this.#noted.add(key)
    this.#waiting.set(key, { member_id: member, permission, used_at: now })
  }

  /** Writes what has been noted since the last time; what cannot be written waits for the next. */
  async write(db: Db): Promise<void> {
    const uses = [...this.#waiting]
    if (uses.length === 0) return
    await db
      .insertInto('permission_uses')
      .values(uses.map(([, use]) => use))
      .onConflict((conflict) =>
        conflict
          .columns(['member_id', 'permission'])
          .doUpdateSet({ used_at: sql`greatest(permission_uses.used_at, excluded.used_at)` }),
      )
      .execute()
    // One that was noted anew meanwhile still waits.
    for (const [key, use] of uses) if (this.#waiting.get(key) === use) this.#waiting.delete(key)
  }
}
