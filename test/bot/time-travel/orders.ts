import { arrive, deliver, pay, place, promise, refund, sell, sendBack, ship } from './order-acts.ts'
import type { Story } from './story.ts'
import { on } from './world.ts'

const reminded = (order: string) => [`order ${order} payment_reminded`, `told order:${order} order.payment_due`]
const cancelled = (order: string) => [`order ${order} cancelled_unpaid`, `told order:${order} order.status_changed`]
const shipReminded = (order: string, by: string) => [
  `order ${order} ship_reminded`,
  `message.draw order.ship_reminder:${order} ${on(by)} m1:U0WANG`,
]
const late = (order: string, n = 1) => [
  `order ${order} exception_opened`,
  `message.draw order.late:${order}-E${n}:U0WANG`,
]
const escalated = (order: string, n = 1) => [
  `order ${order} late_escalated`,
  `message.draw order.exception:${order}-E${n}`,
]
const overdue = (order: string, n: number) => [
  `order ${order} exception_opened`,
  `message.draw order.exception:${order}-E${n}`,
]
const settled = (order: string, n: number) => [
  `order ${order} exception_settled`,
  `message.draw order.exception:${order}-E${n}`,
]
const expired = (order: string, at: string) => [
  `order ${order} refund_expired`,
  `told order:${order} refund.status_changed`,
  `message.draw refund.prompt:${order}-R1`,
  `message.draw refund.notice:${order}-R1 expired ${on(at)}`,
]
const completed = (order: string) => [`order ${order} completed`, `told order:${order} order.status_changed`]

/** An order that nobody pays is reminded of after 12 hours and cancelled after 24, whatever the clocks do meanwhile. */
const unpaid: Story[] = [
  {
    does: { '02-16 09:12': place('A-1') },
    fires: { '02-16 21:12': reminded('A-1'), '02-17 09:12': cancelled('A-1') },
  },
  {
    does: { '03-07 14:50': place('A-2') },
    fires: { '03-08 03:50': reminded('A-2'), '03-08 15:50': cancelled('A-2') },
  },
  {
    does: { '03-07 20:34': place('A-3') },
    fires: { '03-08 09:34': reminded('A-3'), '03-08 21:34': cancelled('A-3') },
  },
  {
    does: { '03-18 20:05': place('A-4') },
    fires: { '03-19 08:05': reminded('A-4'), '03-19 20:05': cancelled('A-4') },
    // What is about to be cancelled is not asked for.
    afterOutage: { '03-19 20:05': cancelled('A-4') },
  },
]

const shipping: Story[] = [
  {
    does: {
      '03-06 13:17': pay('B-1'),
      '03-10 11:03': promise('B-1-E1', '2026-03-13'),
      '03-15 10:21': ship('B-1'),
      '03-27 16:40': deliver('B-1'),
    },
    fires: {
      '03-08 01:17': shipReminded('B-1', '03-08 14:17'),
      '03-08 14:17': late('B-1'),
      '03-09 14:17': escalated('B-1'),
      '03-13 12:00': shipReminded('B-1', '03-14 00:00'),
      '03-14 00:00': [...settled('B-1', 1), 'message.draw order.late:B-1-E1:U0WANG', ...late('B-1', 2)],
      '03-15 00:00': escalated('B-1', 2),
      '03-15 10:21:00.5': [...settled('B-1', 2), 'message.draw order.late:B-1-E2:U0WANG'],
      '03-23 10:21': overdue('B-1', 3),
      '03-27 16:40:00.5': settled('B-1', 3),
      '04-03 16:40': completed('B-1'),
    },
  },
  {
    does: { '03-17 21:10': pay('B-2') },
    fires: {
      '03-19 09:10': shipReminded('B-2', '03-19 21:10'),
      '03-19 21:10': late('B-2'),
      '03-20 21:10': escalated('B-2'),
    },
    // Those who are asked late have as long to answer.
    afterOutage: { '03-19 21:10': late('B-2'), '03-22 00:00': escalated('B-2') },
  },
  {
    does: { '03-06 10:00': sell('C-1', '03-07 20:00'), '03-09 11:15': deliver('C-1') },
    fires: {
      '03-08 21:00': overdue('C-1', 1),
      '03-09 11:15:00.5': settled('C-1', 1),
      '03-16 11:15': completed('C-1'),
    },
  },
  { does: { '03-04 15:05': arrive('C-2') }, fires: { '03-11 16:05': completed('C-2') } },
  { does: { '03-12 10:08': arrive('C-3') }, fires: { '03-19 10:08': completed('C-3') } },
]

/** Refunds that wait are reminded of after 4 hours and expire after 72; what nobody agreed to ends its order after one. */
const refunds: Story[] = [
  {
    does: { '03-07 23:20': arrive('D-1'), '03-07 23:41': refund('D-1', 'U0SAM', '60') },
    fires: {
      '03-08 04:41': ['message.draw refund.reminder:D-1-R1'],
      '03-11 00:41': expired('D-1', '03-11 00:41'),
      '03-15 00:20': completed('D-1'),
    },
  },
  {
    does: { '03-18 21:50': arrive('D-2'), '03-18 22:00': refund('D-2', 'U0SAM', '60') },
    fires: {
      '03-19 02:00': ['message.draw refund.reminder:D-2-R1'],
      '03-21 22:00': expired('D-2', '03-21 22:00'),
      '03-25 21:50': completed('D-2'),
    },
  },
  {
    does: { '03-08 01:10': pay('D-3'), '03-08 01:20': refund('D-3', null, '90') },
    fires: { '03-08 03:20': ['order D-3 cancelled_refunded', 'told order:D-3 order.status_changed'] },
  },
]

/** Goods that were to come back within 14 days and have not. */
const returns: Story[] = [
  {
    does: { '02-20 09:40': arrive('E-1'), '03-02 14:25': sendBack('E-1') },
    fires: {
      '02-27 09:40': completed('E-1'),
      '03-16 15:25': [
        'order E-1 return_lapsed',
        'told order:E-1 return.status_changed',
        'message.draw return.notice:E-1 web-1',
      ],
    },
  },
]

export const orders: readonly Story[] = [...unpaid, ...shipping, ...refunds, ...returns]
