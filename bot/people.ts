import type { Db } from '../db/tables/index.ts'
import { grantRole, rememberProfile } from '../shop/access/members.ts'
import type { Role } from '../shop/access/roles.ts'

/** Someone of the sandbox's workspace. */
export interface SandboxMember {
  id: string
  name: string
  realName: string
  title: string
  locale: 'en-US' | 'zh-CN'
  tz: string
  role: Role | null
  /** Which of the sample shop's merchants they are. */
  merchant?: number
}

const person = (
  id: string,
  realName: string,
  title: string,
  role: Role | null,
  more: Partial<SandboxMember> = {},
): SandboxMember => ({
  id,
  name: (realName.split(' ')[0] ?? id).toLowerCase(),
  realName,
  title,
  locale: 'en-US',
  tz: 'Asia/Shanghai',
  role,
  ...more,
})

/** The people of the sandbox, one or more a role, some reading Chinese and some English. */
export const sandboxPeople: readonly SandboxMember[] = [
  person('U0MEI', 'Mei Chen', 'Manager', 'manager'),
  person('U0TOM', 'Tom Baker', 'Approver', 'approver'),
  person('U0ANA', 'Ana Silva', 'Administrator', 'admin'),
  person('U0LIN', 'Lin Wei 林薇', '高级客服 Senior support', 'senior_support', { locale: 'zh-CN' }),
  person('U0SAM', 'Sam Okafor', 'Support', 'support'),
  person('U0WANG', 'Wang Fang 王芳', '商家 Merchant', 'merchant', { locale: 'zh-CN', merchant: 0 }),
  person('U0ZHAO', 'Zhao Lei 赵磊', '经理 Manager', 'manager', { locale: 'zh-CN' }),
  person('U0VERA', 'Vera Novak', 'Visitor', null),
]

export const sandboxChannels = [
  { id: 'C0GENERAL', name: 'general', topic: '所有人 Everyone' },
  { id: 'C0APPROVALS', name: 'approvals', topic: '待审批 What waits for a decision' },
  { id: 'C0STOCK', name: 'stock', topic: '库存不足 Stock that runs low' },
  { id: 'C0REPORTS', name: 'reports', topic: '定时报表 Scheduled reports' },
  { id: 'C0OPERATIONS', name: 'operations', topic: '管理员须知 What administrators should see' },
  { id: 'C0SUPPORT', name: 'support', topic: '顾客来信 What customers write' },
  { id: 'C0WAREHOUSE', name: 'warehouse', topic: '打包发货，照片扫码 Packing and sending; photos of codes are read' },
  { id: 'C0TEST', name: 'test', topic: '自检 Where Backroom tries whether it can post' },
]

/** Makes the sandbox's people members with their roles; again changes nothing. */
export async function admitSandboxPeople(db: Db, merchants: readonly string[], now: Temporal.Instant): Promise<void> {
  for (const { id, realName, locale, tz, role, merchant } of sandboxPeople) {
    await rememberProfile(db, { id, name: realName, locale, timezone: tz }, now)
    if (!role) continue
    const scope = merchant === undefined ? undefined : merchants[merchant]
    await db
      .transaction()
      .execute((trx) => grantRole(trx, { member: id, role, merchant: scope, by: null, via: 'sandbox' }, now))
  }
}

/** The database belongs to a real workspace. */
export class RealWorkspace extends Error {
  override name = 'RealWorkspace'
}

/** Ids of members that are none of the sandbox's people: then the database belongs to a real workspace. */
export async function strangers(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('id')
    .where(
      'id',
      'not in',
      sandboxPeople.map(({ id }) => id),
    )
    .limit(3)
    .execute()
  return rows.map(({ id }) => id)
}
