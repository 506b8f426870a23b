import type { Command, Operation } from '../operation.ts'
import { alert, alertOperations } from './alert.ts'
import { backroom, backroomOperations } from './backroom.ts'
import { order, orderOperations } from './order.ts'
import { payments, paymentsOperations } from './payments.ts'
import { product, productOperations } from './product.ts'
import { promo, promoOperations } from './promo.ts'
import { refund, refundOperations } from './refund.ts'
import { ofMessage } from './refund-of-message.ts'
import { report, reportOperations } from './report.ts'
import { review, reviewOperations } from './review.ts'
import { settings, settingsOperations } from './settings.ts'
import { stock, stockOperations } from './stock.ts'
import { support, supportOperations } from './support.ts'
import { team, teamOperations } from './team.ts'

/** Every slash command, in the order of help pages and of the manifest. */
export const commands: readonly Command[] = [
  ...[stock, product, order, refund, support, promo, review, payments],
  ...[team, settings, report, alert, backroom],
]

/** Every operation that a command, a button or a form can reach. */
export const operations: readonly Operation[] = [
  ...stockOperations,
  ...orderOperations,
  ...refundOperations,
  ofMessage,
  ...settingsOperations,
  ...reportOperations,
  ...alertOperations,
  ...promoOperations,
  ...backroomOperations,
  ...paymentsOperations,
  ...teamOperations,
  ...reviewOperations,
  ...productOperations,
  ...supportOperations,
]
