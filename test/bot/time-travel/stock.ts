import { keepFavourite } from '../../../shop/favourites/save.ts'
import { promiseRestock } from '../../../shop/restocks/answer.ts'
import { askForRestock } from '../../../shop/restocks/open.ts'
import { demand } from '../../../shop/result.ts'
import { adjustStock } from '../../../shop/stock/adjust.ts'
import type { Story } from './story.ts'
import { on, type TravelWorld } from './world.ts'

const adjust =
  (sku: string, change: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const asked = { sku, change, reason: 'count', member: await member('U0MEI'), key: String(clock.now), via: 'test' }
    demand(await adjustStock(db, jobs, asked, clock.now))
  }
const promise =
  (sku: string, dueOn: string) =>
  async ({ db, jobs, clock, member }: TravelWorld) => {
    const by = { member: await member('U0MEI'), via: 'test' }
    const { id: restock } = demand(await askForRestock(db, jobs, { sku, quantity: '5', ...by }, clock.now))
    demand(await promiseRestock(db, jobs, { restock: String(restock), quantity: '5', dueOn, ...by }, clock.now))
  }
const save = ({ db, clock }: TravelWorld) =>
  db.transaction().execute((trx) => keepFavourite(trx, { customer: 'f1', sku: 'CUP', saved: true }, clock.now))

const digest = (slot: string) => [`message.draw stock.digest:${on(slot)}`]
const overdue = (subject: string) => [`message.draw stock.restock_reminder:${subject}:channel.stock`]

/** At nine on the shop's clocks; what was promised for a day is late when that day is over there. */
export const stock: readonly Story[] = [
  { does: { '02-17 10:11': adjust('CUP', '-85') }, fires: { '02-18 09:00': digest('02-18 09:00') } },
  {
    does: { '03-06 10:11': adjust('CUP', '+20'), '03-07 10:11': adjust('CUP', '-20') },
    fires: { '03-08 09:00': digest('03-08 09:00') },
  },
  {
    does: { '03-18 10:11': adjust('CUP', '+20'), '03-18 10:31': adjust('CUP', '-20') },
    fires: { '03-19 09:00': digest('03-19 09:00') },
    // Of the digests that were missed only the latest is made.
    afterOutage: { '03-20 09:00': digest('03-20 09:00') },
  },
  { does: { '03-02 14:00': promise('CUP', '2026-03-07') }, fires: { '03-08 00:00': overdue('1/2026-03-07') } },
  { does: { '03-02 14:10': promise('POT', '2026-03-08') }, fires: { '03-09 00:00': overdue('2/2026-03-08') } },
  { does: { '02-15 10:00': save }, fires: { '03-01 10:00:00.001': ['1 favourites forgotten'] } },
]
