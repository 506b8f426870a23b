const inTransit = (estimated_delivery_at: string) => ({ status: 'in_transit', estimated_delivery_at })

/** One day of a storefront, told by every kind of event: minutes after the start, and what is told. */
export const story: readonly (readonly [number, string, Record<string, unknown>])[] = [
  [0, 'product.upserted', { sku: 'TEA', name: 'Tea', price: '20.00', currency: 'CNY', merchant_id: 'm1' }],
  [1, 'product.upserted', { sku: 'CUP', name: 'Cup', price: '45.00', currency: 'CNY', category: 'Ware' }],
  [2, 'product.upserted', { sku: 'TEA', price: '25.00', currency: 'CNY', tags: ['green'] }],
  [3, 'customer.registered', { id: 'c1', name: 'Lin', email: 'lin@example.com' }],
  [4, 'order.placed', order('A', 'c1', [['TEA', 2, '20.00']], { shipping: '5.00' })],
  [5, 'payment.failed', { order: 'A', payment: 'P1', method: 'alipay', amount: '45.00' }],
  [6, 'order.paid', { order: 'A', payment: 'P1', method: 'alipay', amount: '45.00' }],
  [
    7,
    'order.placed',
    order(
      'B',
      'c2',
      [
        ['CUP', 1, '45.00'],
        ['TEA', 1, '20.00'],
      ],
      { discount: '5.00' },
    ),
  ],
  [8, 'order.paid', { order: 'B', payment: 'P1', method: 'wallet', amount: '60.00' }],
  [9, 'order.cancel_requested', { order: 'B', reason: 'ordered twice' }],
  [10, 'order.placed', order('C', 'c1', [['CUP', 3, '45.00']], {}, { name: 'Lin Wei' })],
  [11, 'order.paid', { order: 'C', payment: 'P1', method: 'bank_card', amount: '135.00' }],
  [12, 'shipment.updated', { order: 'C', shipment: 'S1', status: 'shipped', lines: [{ line: 1, quantity: 1 }] }],
  [13, 'shipment.updated', { order: 'C', shipment: 'S2', status: 'shipped', lines: [{ line: 1, quantity: 2 }] }],
  [14, 'shipment.updated', { order: 'A', shipment: 'S1', status: 'shipped', carrier: 'SF', tracking: 'SF1' }],
  [15, 'shipment.updated', { order: 'C', shipment: 'S1', status: 'delivered' }],
  [15, 'shipment.tracked', { order: 'A', shipment: 'S1', status: 'picked_up', place: '武汉 <!channel>' }],
  [15, 'shipment.tracked', { order: 'A', shipment: 'S1', ...inTransit('2026-03-14T10:00:00Z') }],
  [16, 'shipment.tracked', { order: 'A', shipment: 'S1', ...inTransit('2026-03-13T10:00:00+08:00') }],
  [16, 'shipment.tracked', { order: 'C', shipment: 'S1', status: 'problem', note: 'nobody at home' }],
  [16, 'shipment.updated', { order: 'C', shipment: 'S2', status: 'delivered' }],
  [17, 'shipment.updated', { order: 'A', shipment: 'S1', status: 'delivered' }],
  [16, 'shipment.tracked', { order: 'A', shipment: 'S1', status: 'delivered' }],
  [18, 'order.received', { order: 'A' }],
  [19, 'refund.requested', { order: 'C', request: 'rq1', amount: '30.00', reason: 'chipped' }],
  [20, 'review.posted', { order: 'A', review: 'rv1', sku: 'TEA', rating: 4, comment: 'good' }],
  [21, 'review.posted', { order: 'A', review: 'rv1', sku: 'TEA', rating: 5, comment: 'very good' }],
  [22, 'favourite.added', { customer: 'c1', sku: 'CUP' }],
  [23, 'favourite.removed', { customer: 'c1', sku: 'CUP' }],
  [24, 'favourite.added', { customer: 'c2', sku: 'TEA' }],
  [25, 'customer.registered', { id: 'c2', name: '王芳', phone: '1' }],
  [26, 'order.placed', order('D', 'c2', [['TEA', 1, '20.00']], {})],
  [27, 'order.cancel_requested', { order: 'D' }],
  [28, 'order.paid', { order: 'D', payment: 'P1', method: 'alipay', amount: '20.00' }],
  [29, 'return.requested', { order: 'A', request: 'rt1', lines: [{ line: 1, quantity: 1 }], reason: 'too strong' }],
  [
    30,
    'exchange.requested',
    { order: 'C', request: 'ex1', lines: [{ line: 1, quantity: 2, sku: 'TEA' }], reason: 'rather tea' },
  ],
  [31, 'customer.message', { customer: 'c1', message: 'm1', order: 'C', text: 'When does it come?' }],
  [32, 'customer.message', { customer: 'c2', message: 'm2', text: '你们好 <!channel>' }],
  [33, 'customer.rated', { customer: 'c1', rating: 'ra1', order: 'A', score: 3 }],
  [34, 'customer.rated', { customer: 'c1', rating: 'ra1', order: 'A', score: 5, comment: 'quick' }],
]

function order(
  number: string,
  customer: string,
  items: [sku: string, quantity: number, price: string][],
  more: Record<string, string>,
  profile: Record<string, string> = {},
): Record<string, unknown> {
  return {
    ...{ order: number, customer: { id: customer, ...profile }, currency: 'CNY', ...more },
    items: items.map(([sku, quantity, unit_price]) => ({ sku, quantity, unit_price })),
  }
}
