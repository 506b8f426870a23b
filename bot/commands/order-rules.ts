import { denied } from '../../shop/access/member.ts'
import { listRules, type OrderRule, ruleCard } from '../../shop/automation/rules.ts'
import { raiseRule, ruleHistory, saveRule, switchRule } from '../../shop/automation/save.ts'
import type { Result } from '../../shop/result.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { ruleHistoryMessage } from '../views/rule-history.ts'
import { ruleList, ruleMessage, ruleModal } from '../views/rules.ts'
import { marked } from './promo-form.ts'

const PAGE = 10

const rules: Operation = {
  id: 'order.rules',
  permission: 'order.automate',
  reads: true,
  usage: 'usage.order.rules',
  async run({ services, member, reader }) {
    const all = await listRules(services.db, member)
    return all.ok ? { show: ruleList(all.value, reader) } : all
  },
}

async function shown({ services, settings, member, reader }: Call, id: string): Promise<Answer> {
  const card = await ruleCard(services.db, settings, member, id)
  return card.ok ? { show: ruleMessage(card.value, reader) } : card
}

const rule: Operation = {
  id: 'order.rule',
  permission: 'order.automate',
  reads: true,
  needs: true,
  run: (call) => shown(call, call.argument),
}

const make: Operation = {
  id: 'order.rule_new',
  permission: 'order.automate',
  async run({ member, settings, reader }) {
    return denied(member, 'order.automate') ?? { open: ruleModal(null, settings, reader) }
  },
}

const edit: Operation = {
  id: 'order.rule_edit',
  permission: 'order.automate',
  async run({ services, settings, member, argument, reader }) {
    const card = await ruleCard(services.db, settings, member, argument)
    return card.ok ? { open: ruleModal(card.value.rule, settings, reader) } : card
  },
}

const save: Operation = {
  id: 'order.rule_save',
  permission: 'order.automate',
  async run(call) {
    const { services, member, argument, fields, via, reader, now } = call
    const asked = { id: argument === 'new' ? null : argument, texts: fields, member, via }
    const saving = await saveRule(services.db, asked, now)
    if (!saving.ok) return saving
    if ('problems' in saving.value) return marked(saving.value.problems, reader)
    return shown(call, String(saving.value.saved.id))
  },
}

const changing = (id: string, change: typeof switchRule | typeof raiseRule): Operation => ({
  id,
  permission: 'order.automate',
  async run(call) {
    const { services, member, argument, via, now } = call
    const done: Result<OrderRule> = await change(services.db, { id: argument, member, via }, now)
    return done.ok ? shown(call, argument) : done
  },
})

const history: Operation = {
  id: 'order.rule_history',
  permission: 'order.automate',
  reads: true,
  async run({ services, member, argument, reader }) {
    const { text, cursor } = paged(argument)
    const found = await ruleHistory(services.db, member, text, { size: PAGE, cursor })
    return found.ok ? { show: ruleHistoryMessage(found.value.rule, found.value.page, reader) } : found
  },
}

export const ruleWords = { rules, rule }
export const ruleOperations = [
  ...[rules, rule, make, edit, save, history],
  ...[changing('order.rule_switch', switchRule), changing('order.rule_raise', raiseRule)],
]
