/** The word for the state of a request for new goods that a variable names. */
export const restockStateWord = (variable: string) =>
  `{${variable}, select, asked {asked} promised {promised} declined {cannot be sent} received {received} closed {closed} other {{${variable}}}}`

/** Levels and movements of stock. */
export const stock = {
  'stock.level.warning': 'Warning level',
  'stock.level.safety': 'Safety level',
  'stock.level.minimum': 'Minimum level',
  'restock.state.asked': 'Waits for an answer',
  'restock.state.promised': 'On its way',
  'restock.state.declined': 'Cannot be sent',
  'restock.state.received': 'Received',
  'restock.state.closed': 'Closed',
  'stock.movement.opening': 'Opening stock',
  'stock.movement.adjust': 'Adjusted by hand',
  'stock.movement.reserve': 'Reserved for an order',
  'stock.movement.release': 'Released by a cancelled order',
  'stock.movement.ship': 'Shipped',
  'stock.movement.restock': 'Returned to stock',
  'stock.movement.write_off': 'Returned, and written off',
  'stock.movement.receive': 'Delivery received',
  'stock.movement.count': 'Counted',
} as const
