import { sealAudit } from '../../shop/audit-chain/seal.ts'
import { placeOfHead, verifyAudit } from '../../shop/audit-chain/verify.ts'
import type { Operation } from '../operation.ts'
import { auditMessage } from '../views/audit.ts'

/** `[HEAD]`: whether the record of who did what is as it was written; whether a head that was posted stands in it. */
export const audit: Operation = {
  id: 'backroom.audit',
  permission: 'audit.view',
  usage: 'usage.backroom.audit',
  async run({ services: { db, auditKeys }, argument, reader }) {
    await sealAudit(db, auditKeys)
    const state = await verifyAudit(db, auditKeys)
    const head = argument.trim().replaceAll('`', '')
    const asked = head ? { head: head.slice(0, 64), place: await placeOfHead(db, head) } : null
    return { show: auditMessage(state, asked, auditKeys.length > 0, reader) }
  },
}
