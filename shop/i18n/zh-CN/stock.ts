import type { stock as en } from '../en/stock.ts'

/** The word for the state of a request for new goods that a variable names. */
export const restockStateWord = (variable: string) =>
  `{${variable}, select, asked {待答复} promised {在途} declined {无法补货} received {已到货} closed {已关闭} other {{${variable}}}}`

export const stock: Record<keyof typeof en, string> = {
  'stock.level.warning': '预警库存',
  'stock.level.safety': '安全库存',
  'stock.level.minimum': '最低库存',
  'restock.state.asked': '待答复',
  'restock.state.promised': '在途',
  'restock.state.declined': '无法补货',
  'restock.state.received': '已到货',
  'restock.state.closed': '已关闭',
  'stock.movement.opening': '期初库存',
  'stock.movement.adjust': '手工调整',
  'stock.movement.reserve': '订单预留',
  'stock.movement.release': '订单取消释放',
  'stock.movement.ship': '发货',
  'stock.movement.restock': '退货入库',
  'stock.movement.write_off': '退回后报损',
  'stock.movement.receive': '到货入库',
  'stock.movement.count': '盘点',
}
