import { may } from '../../shop/access/member.ts'
import type { StockCard } from '../../shop/stock/card.ts'
import { dailySales } from '../../shop/stock/cover.ts'
import type { Answer, Call } from '../operation.ts'
import { stockCardMessage } from '../views/stock.ts'

/** One product as its card, with what the caller may do about it. */
export async function cardShown(card: StockCard, { services, member, reader, now }: Call): Promise<Answer> {
  const daily = await dailySales(services.db, [card.sku], now)
  const rights = {
    adjust: may(member, 'stock.adjust'),
    count: may(member, 'stock.count'),
    restock: may(member, 'stock.restock'),
  }
  return { show: stockCardMessage(card, daily.get(card.sku), rights, reader) }
}
