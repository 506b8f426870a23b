/** What `/stock` shows of requests for new goods. */
export const restockCommand = {
  'restock.title': '*{name}* `{sku}`: {quantity, plural, one {# piece} other {# pieces}} wanted',
  'restock.overdue_title':
    '*{name}* `{sku}`: {left, plural, one {# piece was} other {# pieces were}} due on {day} and have not come.',
  'restock.promise_line': '{quantity, plural, one {# piece} other {# pieces}} by {day}',
  'restock.received_line': '{count, plural, one {# piece} other {# pieces}} received',
  'restock.asked_by_itself': 'Asked {when}, below the safety level',
  'restock.asked_by': 'Asked {when} by {who}',
  'restock.answered_by': 'Answered by {who}',
  'restock.alert_line': 'New goods: {state}',
  'restock.list_title': 'Requests for new goods',
  'restock.list_empty':
    'Nobody has asked for new goods. `{slash}stock restock SKU` asks; below the safety level they are asked for by themselves.',
  'restock.open': 'Restock request',
  'restock.ask': 'Ask for restock…',
  'restock.ask_title': 'Ask for restock',
  'restock.quantity': 'Pieces',
  'restock.quantity_hint':
    'Suggested: what lasts {days, plural, one {# day} other {# days}} and reaches the safety level, less what is there or coming.',
  'restock.promise': 'Will send…',
  'restock.promise_title': 'Will send',
  'restock.due_on': 'Arrives on',
  'restock.cannot': 'Cannot…',
  'restock.cannot_title': 'Cannot send',
  'restock.receive': 'Received…',
  'restock.receive_title': 'Delivery received',
  'restock.receive_hint': 'All pieces that came. Less than was promised leaves the rest on its way.',
  'restock.close': 'Close',
  'restock.close_confirm': 'Nobody waits for these goods any more. They can be asked for anew.',
  'usage.stock.restock':
    '`{slash}stock restock SKU [40]` asks the merchant for new goods, as many as last or as you say',
  'usage.stock.restocks': '`{slash}stock restocks` lists what was asked for, what comes when and what is late',
  'usage.stock.receive': '`{slash}stock receive SKU [40]` books a delivery in, in a form or at once',
} as const
