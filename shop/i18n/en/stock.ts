/** Levels and movements of stock. */
export const stock = {
  'stock.level.warning': 'Warning level',
  'stock.level.safety': 'Safety level',
  'stock.level.minimum': 'Minimum level',
  'stock.movement.opening': 'Opening stock',
  'stock.movement.adjust': 'Adjusted by hand',
  'stock.movement.reserve': 'Reserved for an order',
  'stock.movement.release': 'Released by a cancelled order',
  'stock.movement.ship': 'Shipped',
  'stock.movement.restock': 'Returned to stock',
  'stock.movement.receive': 'Delivery received',
  'stock.movement.count': 'Counted',
} as const
