import { alertsWatch } from './alerts.ts'
import { customersBuy } from './buying.ts'
import { anOrderIsLate, oddOrdersAreSeenTo, ordersAreCaredFor, rulesSeeToOrders } from './care.ts'
import type { Day } from './day.ts'
import { goodsAreKept, goodsAreListed } from './goods.ts'
import { eventsAreMended, reportsCome, theOfficeIsLookedAt } from './office.ts'
import { methodsAreKept, ratesAreSet } from './payments.ts'
import { aFlashSale, couponsAreUsed, theMoreTheCheaper } from './promotions.ts'
import { refundsAreAgreedOn, refundsAreArguedAbout, theGatewayDeclines } from './refunds.ts'
import { goodsAreExchanged, goodsComeBack, returnsAreRefused } from './returns.ts'
import { customersReview, customersSave } from './reviews.ts'
import { codesAreRead, ordersLeave, parcelsAreFollowed, peopleCancel } from './sending.ts'
import { settingsAreAgreedOn, settingsChange, settingsTravel } from './settings.ts'
import { goodsAreBooked, goodsAreCounted, goodsAreRestocked, stockIsKept } from './stock.ts'
import { aComplaintIsSettled, customersWrite, supportIsReady } from './support.ts'
import { rightsAreAgreedOn, rolesChange, theTeamComes } from './team.ts'

/** The hours of the day, and who does what in them. */
export const story: readonly { what: string; parts: readonly ((day: Day) => Promise<void>)[] }[] = [
  { what: 'goods are listed, and the team comes', parts: [goodsAreListed, ratesAreSet, theTeamComes] },
  { what: 'roles change, and rights are agreed on', parts: [rolesChange, rightsAreAgreedOn] },
  { what: 'goods are kept, and booked in', parts: [goodsAreKept, goodsAreBooked] },
  { what: 'customers buy', parts: [customersBuy] },
  { what: 'orders leave', parts: [ordersLeave, parcelsAreFollowed, codesAreRead, peopleCancel] },
  {
    what: 'rules and people care for orders',
    parts: [rulesSeeToOrders, ordersAreCaredFor, oddOrdersAreSeenTo, anOrderIsLate],
  },
  { what: 'payment methods are kept', parts: [methodsAreKept] },
  { what: 'goods come back, for money and for others', parts: [goodsComeBack, returnsAreRefused, goodsAreExchanged] },
  { what: 'money goes back', parts: [refundsAreAgreedOn, refundsAreArguedAbout, theGatewayDeclines] },
  { what: 'stock is corrected, restocked and counted', parts: [stockIsKept, goodsAreRestocked, goodsAreCounted] },
  { what: 'promotions run', parts: [aFlashSale, couponsAreUsed, theMoreTheCheaper] },
  { what: 'customers review and save', parts: [customersReview, customersSave] },
  { what: 'customers write, and five agents answer', parts: [supportIsReady, customersWrite, aComplaintIsSettled] },
  { what: 'settings change', parts: [settingsChange, settingsTravel, settingsAreAgreedOn] },
  { what: 'the office looks after itself', parts: [reportsCome, alertsWatch, eventsAreMended, theOfficeIsLookedAt] },
]
