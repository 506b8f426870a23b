import { type Case, items } from './refused.ts'
import { historyWith } from './world.ts'

const bytes = (before: string, ...wrong: number[]) => Buffer.concat([Buffer.from(before), Buffer.from(wrong)])

/** Files that cannot be read as what they are. */
export const badFiles: readonly Case[] = [
  [
    'a column that there is not',
    historyWith('customers.csv', 1, 'customer_id,name,email,phone,locale,zip'),
    'customers.csv, line 1, column zip: there is no such column; known are customer_id, name',
  ],
  [
    'a column that is there twice',
    historyWith('customers.csv', 1, 'customer_id,name,email,phone,locale,name'),
    'customers.csv, line 1, column name: the column is there twice',
  ],
  [
    'a required column that is missing',
    { 'customers.csv': ['name', 'Ana'] },
    'customers.csv, line 1, column customer_id: the column is missing',
  ],
  [
    'an empty file',
    { 'customers.csv': Buffer.alloc(0) },
    'customers.csv, line 1, column customer_id: the column is missing',
  ],
  ['a cell too few', items(3, 'A1,2,CUP,1,30.00'), 'order_items.csv, line 3: 5 fields where the header has 6 columns'],
  [
    'a cell too many',
    items(3, 'A1,2,CUP,1,30.00,,x'),
    'order_items.csv, line 3: 7 fields where the header has 6 columns',
  ],
  [
    'a quote inside a cell',
    historyWith('customers.csv', 3, 'C2,5" cup,,,,'),
    'customers.csv, line 3, column name: a quote where none may be',
  ],
  [
    'text after a quote',
    historyWith('customers.csv', 3, 'C2,"Ana" B,,,,'),
    'customers.csv, line 3, column name: a quote where none may be',
  ],
  [
    'a quote that never ends',
    historyWith('customers.csv', 2, 'C1,"Ana,,,,'),
    'customers.csv, line 2: a quote is opened and never closed',
  ],
  [
    'a quote that never ends in the header',
    historyWith('customers.csv', 1, '"customer_id,name'),
    'customers.csv, line 1: a quote is opened and never closed',
  ],
  [
    'bytes that are no UTF-8',
    { 'customers.csv': bytes('customer_id,name\nC1,Ana\nC2,Jos', 0xe9, 0x0a) },
    'customers.csv, line 3, column name: not UTF-8 text',
  ],
  [
    'a character cut off at the end',
    { 'customers.csv': bytes('customer_id,name\nC1,', 0xe7, 0x8e) },
    'customers.csv, line 2, column name: not UTF-8 text',
  ],
  [
    'a zero byte',
    { 'customers.csv': bytes('customer_id,name\nC1,A', 0x00, 0x0a) },
    'customers.csv, line 2, column name: not UTF-8 text',
  ],
]
