import { auditHead } from '../../shop/audit-chain/head.ts'
import { auditHeadMessage } from '../views/audit.ts'
import type { Renderer } from './renderer.ts'

/** How far the audit had come as a day began, for the operations channel. */
export const auditHeadPost: Renderer = async ({ db }, slot, reader) => {
  const head = await auditHead(db, slot)
  return head && { ...auditHeadMessage(head, reader), waits: false }
}
