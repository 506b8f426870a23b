import { may } from '../../shop/access/member.ts'
import type { StockCard } from '../../shop/stock/card.ts'
import type { Answer, Call } from '../operation.ts'
import { stockCardMessage } from '../views/stock.ts'

/** One product as its card, with what the caller may do about it. */
export function cardShown(card: StockCard, { member, reader }: Call): Answer {
  const rights = {
    adjust: may(member, 'stock.adjust'),
    count: may(member, 'stock.count'),
    restock: may(member, 'stock.restock'),
  }
  return { show: stockCardMessage(card, rights, reader) }
}
