import { PAYMENT, REFUND, STATUS } from './shop-states.js'

/** @import { ShopWords } from './shop-words.js' */

/** The words of the phone in Chinese, by screen. @type {ShopWords} */
export const zh = {
  // The phone
  storefront: '店铺',
  tabs: '店铺各页',
  close: '关闭',
  back: '返回',
  again: '重试',
  loading: '加载中…',
  unreachable: '店铺没有响应，请稍后再试。',
  as: (name) => `身份：${name}`,
  asGuest: '身份：访客',

  // Its tabs
  browse: '逛逛',
  saved: '收藏',
  basket: '购物车',
  basketOf: (count) => `购物车，${count} 件`,
  orders: '订单',
  me: '顾客',

  // The goods
  search: '搜索商品',
  categories: '分类',
  all: '全部',
  previous: '上一页',
  next: '下一页',
  nothingFound: '没有符合的商品。换个词或换个分类试试。',
  nothingSaved: '还没有收藏。点商品上的爱心即可收藏。',
  guestSaves: '顾客才能收藏。请在“顾客”中选择或注册一位。',
  gone: '该商品已下架。请返回看看其他商品。',
  inStock: '有货',
  soldOut: '售罄',
  fewLeft: (left) => `仅剩 ${left} 件`,
  add: (name) => `将 ${name} 加入购物车`,
  noMore: (name, count) => `${name} 仅剩的 ${count} 件已全部在购物车中。`,
  added: (name) => `${name} 已加入购物车。`,
  save: (name) => `收藏 ${name}`,
  unsave: (name) => `取消收藏 ${name}`,

  // One product
  intoBasket: '加入购物车',
  inBasket: '购物车中',
  piecesOf: (name) => `${name} 的数量`,
  fewer: (name) => `${name} 减一件`,
  more: (name) => `${name} 加一件`,
  promotions: '促销',
  couponNeeded: '需要优惠券',
  until: (at) => `至 ${at}`,
  reviews: '评价',
  noReviews: '暂无可显示的评价。',
  starsOf: (count) => `${count} 星`,
  shopReplied: '商家回复：',

  // The basket
  emptyBasket: '购物车是空的。去逛逛，加点东西吧。',
  unlisted: '已下架',
  coupon: '优惠券',
  useCoupon: '使用',
  goods: '商品金额',
  saves: '共优惠',
  total: '合计',
  shipping: '运费',
  place: '提交订单',
  asGuestOrder: '访客能否下单由店铺设置决定。',
  notApplied: '未生效的促销',

  // Paying
  payBy: '支付方式',
  fee: (amount) => `手续费 ${amount}`,
  noMethod: '没有可用的支付方式。店铺可用 /payments 调整。',
  pay: (amount) => `支付 ${amount}`,
  fail: '模拟支付失败',
  paid: '支付成功。',
  paymentFailed: '支付失败。请重试或换一种方式。',

  // The orders
  noOrders: '还没有订单。下单后会列在这里。',
  guestOrders: '访客可凭订单号查询。',
  trackNumber: '查询订单',
  trackHint: '订单号或扫码内容',
  track: '查询',

  // One order
  orderOf: (number) => `订单 ${number}`,
  notYours: '这是其他顾客的订单，只能查看物流进度。',
  parcel: '包裹',
  left: (at) => `${at} 发出`,
  arrived: (at) => `${at} 送达`,
  due: (at) => `预计 ${at} 送达`,
  money: '支付与退款',
  payment: (method) => `支付，${method}`,
  refund: '退款',
  yourReviews: '我的评价',

  // What one can do about an order
  receive: '确认收货',
  received: '感谢确认，订单已完成。',
  cancelOrder: '取消订单',
  cancelled: '订单已取消，已付款项将退回。',

  // Asking for a refund
  askRefund: '申请退款',
  pickLines: '请至少选择一件要退款的商品。',
  refundAmount: '退款金额',
  atMost: (amount) => `最多 ${amount}`,
  reason: '原因',
  refundHint: '由店铺处理：金额较大时需等待审批。',
  sendRefund: '提交申请',
  refundAsked: '店铺已收到您的申请。',

  // Writing a review
  review: '写评价',
  aboutWhat: '评价商品',
  rating: '星级',
  comment: '好的地方和不足之处？',
  sendReview: '发布评价',
  reviewSent: '感谢您的评价。',

  // Support
  support: '客服',
  askSupport: '联系客服',
  you: '您',
  noMessages: '还没有消息。有什么想问的，请写给我们。',
  guestSupport: '只有顾客可以写信。请在“顾客”中选择或注册一位。',
  write: '您的消息',
  writeAbout: (order) => `关于订单 ${order} 的消息`,
  sendMessage: '发送消息',
  howWasIt: '您对服务满意吗？',
  ratingSent: '感谢您的评价。',

  // Customers
  who: '扮演哪位顾客？',
  findCustomer: '按姓名或编号查找顾客',
  nobodyFound: '没有找到。可以注册一位新顾客。',
  guest: '以访客身份逛逛',
  guestHint: '不留姓名，浏览和查看价格',
  register: '注册顾客',
  registered: '欢迎光临。',
  name: '姓名',
  email: '邮箱',
  region: '地区',

  // States
  status: (status) => STATUS[status]?.[1] ?? status,
  paymentState: (state) => PAYMENT[state]?.[1] ?? state,
  refundState: (state) => REFUND[state]?.[1] ?? state,
}
