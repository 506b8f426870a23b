import type { stock as en } from '../en/stock.ts'

export const stock: Record<keyof typeof en, string> = {
  'stock.level.warning': '预警库存',
  'stock.level.safety': '安全库存',
  'stock.level.minimum': '最低库存',
  'stock.movement.opening': '期初库存',
  'stock.movement.adjust': '手工调整',
  'stock.movement.reserve': '订单预留',
  'stock.movement.release': '订单取消释放',
  'stock.movement.ship': '发货',
  'stock.movement.restock': '退货入库',
  'stock.movement.receive': '到货入库',
  'stock.movement.count': '盘点',
}
