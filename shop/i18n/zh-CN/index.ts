import type { en } from '../en/index.ts'
import { alerts } from './alerts.ts'
import { audit } from './audit.ts'
import { automation } from './automation.ts'
import { bot } from './bot.ts'
import { callbacks } from './callbacks.ts'
import { changes } from './changes.ts'
import { checks } from './checks.ts'
import { alertCommand } from './commands/alert.ts'
import { countCommand } from './commands/count.ts'
import { orderCommand } from './commands/order.ts'
import { orderCare } from './commands/order-care.ts'
import { paymentsCommand } from './commands/payments.ts'
import { promoCommand } from './commands/promo.ts'
import { refundCommand } from './commands/refund.ts'
import { reportCommand } from './commands/report.ts'
import { restockCommand } from './commands/restock.ts'
import { reviewCommand } from './commands/review.ts'
import { settingsCommand } from './commands/settings.ts'
import { settingsImport } from './commands/settings-import.ts'
import { settingsSchedule } from './commands/settings-schedule.ts'
import { stockCommand } from './commands/stock.ts'
import { supportCommand } from './commands/support.ts'
import { teamCommand } from './commands/team.ts'
import { customers } from './customers.ts'
import { doctor } from './doctor.ts'
import { effects } from './effects.ts'
import { environment } from './environment.ts'
import { exceptions } from './exceptions.ts'
import { feedback } from './feedback.ts'
import { filters } from './filters.ts'
import { freshness } from './freshness.ts'
import { home } from './home.ts'
import { importing } from './import.ts'
import { intake } from './intake.ts'
import { orders } from './orders.ts'
import { payments } from './payments.ts'
import { products } from './products.ts'
import { promotions } from './promotions.ts'
import { refunds } from './refunds.ts'
import { refusals } from './refusals.ts'
import { reports } from './reports.ts'
import { returns } from './returns.ts'
import { reviews } from './reviews.ts'
import { rollups } from './rollups.ts'
import { settings } from './settings.ts'
import { shipping } from './shipping.ts'
import { stock } from './stock.ts'
import { support } from './support.ts'
import { team } from './team.ts'

export const zhCN: Record<keyof typeof en, string> = {
  ...alerts,
  ...alertCommand,
  ...audit,
  ...automation,
  ...bot,
  ...customers,
  ...environment,
  ...exceptions,
  ...filters,
  ...freshness,
  ...home,
  ...importing,
  ...intake,
  ...orderCommand,
  ...orderCare,
  ...orders,
  ...refunds,
  ...refusals,
  ...reports,
  ...refundCommand,
  ...reportCommand,
  ...settings,
  ...settingsCommand,
  ...settingsImport,
  ...settingsSchedule,
  ...checks,
  ...doctor,
  ...effects,
  ...feedback,
  ...stock,
  ...stockCommand,
  ...promotions,
  ...promoCommand,
  ...payments,
  ...paymentsCommand,
  ...team,
  ...teamCommand,
  ...reviews,
  ...rollups,
  ...reviewCommand,
  ...callbacks,
  ...changes,
  ...returns,
  ...shipping,
  ...restockCommand,
  ...countCommand,
  ...products,
  ...support,
  ...supportCommand,
}
