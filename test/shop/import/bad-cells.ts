import { type Case, items, orders } from './refused.ts'
import { historyWith } from './world.ts'

/** Cells that no row may have. */
export const badCells: readonly Case[] = [
  [
    'an amount below zero',
    items(3, 'A1,2,CUP,1,-30.00,'),
    'order_items.csv, line 3, column unit_price: “-30.00” is not an amount',
  ],
  [
    'an amount with an exponent',
    items(3, 'A1,2,CUP,1,1e9,'),
    'order_items.csv, line 3, column unit_price: “1e9” is not an amount',
  ],
  [
    'an amount in other digits',
    items(3, 'A1,2,CUP,1,१२,'),
    'order_items.csv, line 3, column unit_price: “१२” is not an amount',
  ],
  [
    'an amount with grouping',
    items(3, 'A1,2,CUP,1,"1,000.00",'),
    'order_items.csv, line 3, column unit_price: “1,000.00” is not an amount',
  ],
  [
    'too many decimals of a price',
    historyWith('products.csv', 3, 'CUP,Cup,30.123,CNY,,,,,,,,'),
    'products.csv, line 3, column price: “30.123” has too many decimals',
  ],
  [
    'too many decimals of shipping',
    orders('A1,C1,2026-03-01,paid,CNY,,0.001,,,,,,,,'),
    'orders.csv, line 2, column shipping: “0.001” has too many decimals',
  ],
  [
    'no quantity',
    items(3, 'A1,2,CUP,0,30.00,'),
    'order_items.csv, line 3, column quantity: “0” is not a number from 1 to 999999',
  ],
  ['half a piece', items(3, 'A1,2,CUP,1.5,30.00,'), 'order_items.csv, line 3, column quantity: “1.5” is not a number'],
  [
    'a day that does not exist',
    orders('A1,C1,2026-02-30T10:00:00,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at: “2026-02-30T10:00:00” is not a time by ISO 8601',
  ],
  [
    'an hour that does not exist',
    orders('A1,C1,2026-02-28T24:30:00,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at',
  ],
  [
    'a time in words',
    orders('A1,C1,yesterday,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column placed_at: “yesterday” is not a time',
  ],
  ['a day in another order', orders('A1,C1,31/12/2025,paid,CNY,,,,,,,,,,'), 'orders.csv, line 2, column placed_at'],
  [
    'an empty cell that is required',
    orders('A1,,2026-03-01,paid,CNY,,,,,,,,,,'),
    'orders.csv, line 2, column customer_id: a value is required',
  ],
  [
    'a rating of six',
    historyWith('reviews.csv', 4, 'A3,V1,6,2026-03-11,,'),
    'reviews.csv, line 4, column rating: “6” is not a rating from 1 to 5',
  ],
  [
    'a payment that is neither captured nor failed',
    historyWith('payments.csv', 2, 'A1,P1,alipay,40.00,pending,2026-03-01'),
    'payments.csv, line 2, column status: “pending” is not one of captured, failed',
  ],
  [
    'a refund of nothing',
    historyWith('refunds.csv', 2, 'A1,R1,0.00,2026-03-08,,,'),
    'refunds.csv, line 2, column amount: “0.00” is not an amount above zero',
  ],
  [
    'a name with a blank at its end',
    historyWith('customers.csv', 3, 'C2 ,Ana,,,,'),
    'customers.csv, line 3, column customer_id: “C2 ” is not a name',
  ],
]
