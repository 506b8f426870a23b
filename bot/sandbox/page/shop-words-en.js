import { PAYMENT, REFUND, STATUS } from './shop-states.js'

/** The words of the phone in English, by screen. */
export const en = {
  // The phone
  storefront: 'Storefront',
  tabs: 'Parts of the shop',
  close: 'Close',
  back: 'Back',
  again: 'Try again',
  loading: 'Loading…',
  unreachable: 'The shop does not answer. Try again in a moment.',
  as: (/** @type {string} */ name) => `as ${name}`,
  asGuest: 'as a guest',

  // Its tabs
  browse: 'Shop',
  saved: 'Saved',
  basket: 'Basket',
  basketOf: (/** @type {number} */ count) => `Basket, ${count === 1 ? '1 piece' : `${count} pieces`}`,
  orders: 'Orders',
  me: 'Customer',

  // The goods
  search: 'Search the shop',
  categories: 'Categories',
  all: 'All',
  previous: 'Previous',
  next: 'Next',
  nothingFound: 'Nothing fits. Try fewer words or another category.',
  nothingSaved: 'Nothing saved yet. Tap the heart on anything in the shop.',
  guestSaves: 'Only customers can save things. Choose or register one under Customer.',
  gone: 'This is no longer on sale. Go back and choose something else.',
  inStock: 'In stock',
  soldOut: 'Sold out',
  fewLeft: (/** @type {number} */ left) => `Only ${left} left`,
  add: (/** @type {string} */ name) => `Add ${name} to the basket`,
  noMore: (/** @type {string} */ name, /** @type {number} */ count) =>
    count === 1
      ? `The only ${name} left is in your basket.`
      : `All ${count} of ${name} that are left are in your basket.`,
  added: (/** @type {string} */ name) => `${name} is in the basket.`,
  save: (/** @type {string} */ name) => `Save ${name}`,
  unsave: (/** @type {string} */ name) => `Take ${name} off the saved ones`,

  // One product
  intoBasket: 'Add to basket',
  inBasket: 'In the basket',
  piecesOf: (/** @type {string} */ name) => `Pieces of ${name}`,
  fewer: (/** @type {string} */ name) => `One fewer of ${name}`,
  more: (/** @type {string} */ name) => `One more of ${name}`,
  promotions: 'Promotions',
  couponNeeded: 'needs a coupon',
  until: (/** @type {string} */ at) => `until ${at}`,
  reviews: 'Reviews',
  noReviews: 'No reviews to show yet.',
  starsOf: (/** @type {number} */ count) => (count === 1 ? '1 star' : `${count} stars`),
  shopReplied: 'The shop:',

  // The basket
  emptyBasket: 'The basket is empty. Add something from the shop.',
  unlisted: 'No longer on sale',
  coupon: 'Coupon',
  useCoupon: 'Use',
  goods: 'Goods',
  saves: 'You save',
  total: 'Total',
  shipping: 'Shipping',
  place: 'Place the order',
  asGuestOrder: 'Whether guests may order is one of the shop’s settings.',
  notApplied: 'Promotions that do not apply',

  // Paying
  payBy: 'Ways to pay',
  fee: (/** @type {string} */ amount) => `fee ${amount}`,
  noMethod: 'No way to pay applies. The shop can change that under /payments.',
  pay: (/** @type {string} */ amount) => `Pay ${amount}`,
  fail: 'Let it fail',
  paid: 'Paid.',
  paymentFailed: 'The payment failed. Try again, or another way.',

  // The orders
  noOrders: 'No orders yet. What you order is listed here.',
  guestOrders: 'Guests find an order by its number.',
  trackNumber: 'Track an order',
  trackHint: 'Number or scanned code',
  track: 'Track',

  // One order
  orderOf: (/** @type {string} */ number) => `Order ${number}`,
  notYours: 'This order belongs to another customer: only where it is can be seen.',
  parcel: 'Parcel',
  left: (/** @type {string} */ at) => `left ${at}`,
  arrived: (/** @type {string} */ at) => `arrived ${at}`,
  due: (/** @type {string} */ at) => `Expected ${at}`,
  money: 'Payments and refunds',
  payment: (/** @type {string} */ method) => `Payment, ${method}`,
  refund: 'Refund',
  yourReviews: 'Your reviews',

  // What one can do about an order
  receive: 'I have received it',
  received: 'Thank you: the order is complete.',
  cancelOrder: 'Cancel the order',
  cancelled: 'The order is cancelled. What was paid goes back.',

  // Asking for a refund
  askRefund: 'Ask for a refund',
  pickLines: 'Choose at least one piece to be refunded.',
  refundAmount: 'Refund',
  atMost: (/** @type {string} */ amount) => `at most ${amount}`,
  reason: 'Reason',
  refundHint: 'The shop decides: larger amounts wait for an approver.',
  sendRefund: 'Send the request',
  refundAsked: 'The shop has your request.',

  // Writing a review
  review: 'Write a review',
  aboutWhat: 'About',
  rating: 'Stars',
  comment: 'What was good, what was not?',
  sendReview: 'Post the review',
  reviewSent: 'Thank you for the review.',

  // Support
  support: 'Support',
  askSupport: 'Ask support',
  you: 'You',
  noMessages: 'Nothing written yet. Ask whatever you want to know.',
  guestSupport: 'Only customers can write. Choose or register one under Customer.',
  write: 'Your message',
  writeAbout: (/** @type {string} */ order) => `Your message about order ${order}`,
  sendMessage: 'Send the message',
  howWasIt: 'How were you served?',
  ratingSent: 'Thank you for telling us.',

  // Customers
  who: 'Whom do you play?',
  findCustomer: 'Find a customer by name or id',
  nobodyFound: 'Nobody is called that. Register a new customer.',
  guest: 'Look around as a guest',
  guestHint: 'Browse and see prices without a name',
  register: 'Register a customer',
  registered: 'Welcome to the shop.',
  name: 'Name',
  email: 'E-mail',
  region: 'Region',

  // States
  status: (/** @type {string} */ status) => STATUS[status]?.[0] ?? status,
  paymentState: (/** @type {string} */ state) => PAYMENT[state]?.[0] ?? state,
  refundState: (/** @type {string} */ state) => REFUND[state]?.[0] ?? state,
}
