import { openEpisodes } from '../../analytics/alerts/episodes.ts'
import { type AlertRule, addressOf } from '../../analytics/alerts/rules.ts'
import { may, scopeOf } from '../../shop/access/member.ts'
import type { Permission } from '../../shop/access/permissions.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Answer, Call } from '../operation.ts'
import { alertMessage } from '../views/alerts.ts'

/** The merchant whose rules alone are within reach, null where all are. Refuses who has none of their own. */
export function reachOf({ member }: Call, permission: Permission): Result<string | null> {
  const merchant = scopeOf(member, permission)
  return merchant === '' ? refuse('report.nothing_of_yours') : ok(merchant)
}

/** The card of a rule. */
export async function shown({ services, member, settings, reader, now }: Call, rule: AlertRule): Promise<Answer> {
  const open = (await openEpisodes(services.db)).get(rule.id) ?? null
  const address = await addressOf(services.db, rule, now)
  return { show: alertMessage({ rule, open, address }, may(member, 'alert.manage'), settings, reader) }
}
