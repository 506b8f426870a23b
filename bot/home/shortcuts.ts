import { type Member, scopeOf } from '../../shop/access/member.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { type Blocks, buttons, divider } from '../blocks.ts'
import { notAllowed, operationNamed } from '../dispatch.ts'
import type { Reader } from '../reader.ts'

/** Where App Home leads: each is shown to who may do it. */
const shortcuts: readonly { label: Key; operation: string; argument?: string }[] = [
  { label: 'home.orders', operation: 'order.show' },
  { label: 'order.open_board', operation: 'order.board' },
  { label: 'home.sales', operation: 'report.show', argument: 'sales 7d' },
  { label: 'product.title', operation: 'product.show' },
  { label: 'promo.title', operation: 'promo.list' },
  { label: 'payments.title', operation: 'payments.list' },
  { label: 'team.title', operation: 'team.show' },
  { label: 'settings.title', operation: 'settings.list' },
  { label: 'help.title', operation: 'backroom.help' },
]

/** What this person can do from here. */
export function shortcutBlocks(member: Member, reader: Reader): Blocks {
  const theirs = shortcuts.filter(({ operation: id }) => {
    const operation = operationNamed(id)
    if (!operation) throw new Error(`no operation ${id}`)
    // A list of what is one's own, where there is nothing, is a dead end.
    const { permission } = operation
    return notAllowed(member, operation) === null && (permission === null || scopeOf(member, permission) !== '')
  })
  return [divider, buttons(...theirs.map(({ label, ...button }) => ({ ...button, label: reader.say(label) })))]
}
