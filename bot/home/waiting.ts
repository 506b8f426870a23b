import { may } from '../../shop/access/member.ts'
import { type Blocks, buttons, section } from '../blocks.ts'
import { changes, prices, refunds } from './waiting-decisions.ts'
import type { Visit } from './waiting-for.ts'
import { assigned, exceptions, lateOrders, returns } from './waiting-orders.ts'
import { conversations, events, lowOnStock, restocks, reviews, trouble } from './waiting-shop.ts'

/** Everything that may wait for somebody, the most urgent first. A new one is one object here. */
const everything = [
  ...[assigned, exceptions, lateOrders, conversations, refunds, returns, prices],
  ...[changes('team', 'team.waiting'), changes('payment', 'payments.waiting'), changes('settings', 'settings.waiting')],
  ...[lowOnStock, restocks, reviews, events, trouble],
]

/** What waits for this person. */
export async function waitingBlocks(visit: Visit): Promise<Blocks> {
  const theirs = everything.filter(({ permissions }) => permissions.some((one) => may(visit.member, one)))
  const found = (await Promise.all(theirs.map(({ look }) => look(visit)))).filter((one) => one !== null)
  if (found.length === 0) return []
  const lines = found.map(({ line }) => line).join('\n')
  return [section(`*${visit.reader.say('home.waiting')}*\n${lines}`), buttons(...found.map(({ button }) => button))]
}
