import { goodsAsked } from '../shop/intake/browse.ts'
import { ordersAsked } from '../shop/intake/customer-orders.ts'
import { messagesAsked } from '../shop/support/messages-of.ts'

/** What can be looked up, with a question and an answer of each. */
export const lookUpGuides = [
  {
    path: 'GET /shop/products',
    about: `Listed goods, by name. Every word of \`search\` has to fit the name in either language, the SKU, the category or a tag.
\`stock\` is \`in_stock\`, \`low\` (then \`left\` says how many can still be bought) or \`sold_out\`; \`promotions\` run now and take
the goods in, though a basket may not get them; \`saved\` is about \`customer\`. The first page brings all
\`categories\` with something listed in them; \`path\` has the ids from the root down to each.`,
    schema: goodsAsked,
    example: { search: 'tea', customer: 'c-7' },
    answer: {
      products: [
        {
          ...{ sku: 'TEA-101', name: 'Longjing tea', name_zh: '龙井茶', category: 'tea', merchant: 'Hill & Leaf' },
          ...{ price: '88.00', currency: 'CNY', stock: 'low', left: 4, tags: ['green'], saved: true },
          promotions: [
            {
              ...{ promotion: 'TEA-EVENING', name: 'Evening tea', name_zh: '晚间茶会', needs_coupon: false },
              until: '2026-03-10T14:00:00Z',
            },
          ],
        },
      ],
      ...{ next: '20', previous: null },
      categories: [{ id: 'tea', name: 'Tea', name_zh: '茶叶', parent: 'food', path: ['food', 'tea'] }],
    },
  },
  {
    path: 'GET /shop/customers/{id}/orders',
    about: `A customer's orders, newest first, with their lines, payments, refunds and reviews. \`refundable\` is what a refund
can still be asked for. One that waits for its payment also has \`to_pay\` and \`payment_methods\`, as a quote has them.`,
    schema: ordersAsked,
    example: { locale: 'zh-CN' },
    answer: {
      orders: [
        {
          ...{ order: '1042', status: 'paid', currency: 'CNY', placed_at: '2026-03-10T01:30:00Z' },
          ...{ estimated_delivery_at: null, discount: '10.00', shipping: '8.00', tax: '0.00', total: '174.00' },
          ...{ paid: '174.00', refunded: '0.00', refundable: '154.00' },
          lines: [
            {
              line: 1,
              sku: 'TEA-101',
              name: 'Longjing tea',
              name_zh: '龙井茶',
              quantity: 2,
              unit_price: '88.00',
              total: '166.00',
            },
          ],
          payments: [{ id: 'P1', method: 'alipay', name: 'Alipay', amount: '174.00', status: 'captured' }],
          refunds: [
            {
              ...{ id: 'R1', state: 'requested', amount: '20.00', reason: 'one cup is chipped' },
              requested_at: '2026-03-12T03:00:00Z',
            },
          ],
          reviews: [{ id: 'rv-1', sku: 'TEA-101', rating: 5, comment: '很好，会再来', at: '2026-03-12T03:05:00Z' }],
        },
      ],
      ...{ next: null, previous: null },
    },
  },
  {
    path: 'GET /shop/customers/{id}/messages',
    about: `What a customer wrote and was answered: the newest page first, within a page the oldest first. What was looked up
counts as delivered, as if \`support.message\` had been taken. \`to_rate\` is the conversation that is over and that the customer
has not rated by \`customer.rated\`; null where there is none.`,
    schema: messagesAsked,
    example: { cursor: '50' },
    answer: {
      messages: [
        {
          ...{ message: '344', from: 'customer', agent: null, text: '什么时候发货？', order: '1042' },
          at: '2026-03-10T01:30:00Z',
        },
        {
          ...{ message: '345', from: 'agent', agent: 'Sam', text: '您好，今天下午发货。', order: null },
          at: '2026-03-10T01:32:00Z',
        },
      ],
      to_rate: null,
      ...{ next: null, previous: '0' },
    },
  },
] as const
