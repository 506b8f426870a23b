/** What `/order` shows. */
export const orderCommand = {
  'list.more': '… and {count, number} more',
  'order.title': 'Order {number}',
  'order.placed_at': 'Placed',
  'order.customer': 'Customer',
  'order.goods': 'Goods',
  'order.discount': '− {amount} discount',
  'order.shipping_tax': 'Shipping + tax',
  'order.total': 'Total',
  'order.captured_refunded': 'Paid / refunded',
  'order.estimated': 'Estimated delivery',
  'order.items': 'Items',
  'order.payments': 'Payments',
  'order.refunds': 'Refunds',
  'order.shipments': 'Shipments',
  'order.timeline': 'Timeline, newest first',
  'order.shipped_of': '{shipped, number} of {quantity, number} shipped',
  'order.payment_refunded': '({amount} went back)',
  'order.own_lines_only': 'You see your own lines of this order.',
  'order.refund': 'Refund…',
  'order.pieces': '{count, plural, one {# piece} other {# pieces}}',
  'order.list_title': 'Orders: {text}',
  'order.newest': 'Newest orders',
  'order.none':
    'No order fits. Filters: `status:paid`, `customer:NAME`, `sku:SKU`, `since:7d`, `until:2026-03-31`, or words.',
  'usage.order.show':
    '`{slash}order NUMBER` shows one; `{slash}order status:paid customer:lin since:7d` lists those that fit; `{slash}order` the newest',
} as const
