import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import { readableCode } from '../../shop/promotions/coupons/code.ts'
import type { CouponCard } from '../../shop/promotions/coupons/find.ts'
import type { BatchCard } from '../../shop/promotions/coupons/list.ts'
import { couponKinds } from '../../shop/promotions/coupons/make.ts'
import { type Blocks, type Button, buttons, context, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

export interface CouponList {
  promotion: string
  currency: string
  ended: boolean
  page: Page<BatchCard>
}

interface CouponLimits {
  kind: string
  most: number | null
  each: number | null
  expires: Temporal.Instant | null
}

/** How often codes may be used, and until when. */
const limitWords = ({ kind, most, each, expires }: CouponLimits, now: Temporal.Instant, reader: Reader): string[] => [
  ...(most === null ? [] : [reader.say(kind === 'public' ? 'promo.coupons_most' : 'promo.coupons_once', { most })]),
  ...(each === null ? [] : [reader.say('promo.coupons_each', { each })]),
  ...(most === null && each === null ? [reader.say('promo.coupons_unlimited')] : []),
  ...(expires === null ? [] : [expiryWords(expires, now, reader)]),
]

function expiryWords(expires: Temporal.Instant, now: Temporal.Instant, reader: Reader): string {
  const over = Temporal.Instant.compare(expires, now) <= 0
  return reader.say(over ? 'promo.coupons_expired' : 'promo.coupons_expire', { when: reader.when(expires) })
}

function batchText(batch: BatchCard, currency: string, now: Temporal.Instant, reader: Reader): string {
  const { kind, codes, uses, above, segment, valid_days, stopped_at } = batch
  const limits = { kind, most: batch.most_uses, each: batch.per_customer, expires: batch.expires_at }
  const what = [
    `*${reader.say(`promotion.coupons.kind.${kind}` as Key)}*`,
    batch.code && `\`${readableCode(batch.code)}\``,
    above !== null && `> ${reader.money(above, currency)}`,
    segment && reader.say(`promotion.choice.${segment}` as Key),
    stopped_at && `⚪ ${reader.say('promo.coupons_stopped')}`,
  ]
  const how = [
    reader.say('promo.coupons_line', { codes, uses }),
    ...limitWords(limits, now, reader),
    valid_days !== null && reader.say('promo.coupons_days', { days: valid_days }),
    reader.say('promo.coupon_issued', { when: reader.when(batch.created_at) }),
  ]
  return `${what.filter(Boolean).join('  ·  ')}\n${how.filter(Boolean).join('  ·  ')}`
}

function batchBlocks(batch: BatchCard, currency: string, now: Temporal.Instant, reader: Reader): Blocks {
  const argument = String(batch.id)
  const stop: Button = {
    label: reader.say('promo.coupons_stop'),
    operation: 'promo.coupons_stop',
    argument,
    style: 'danger',
    confirm: {
      title: reader.say('promo.coupons_stop_title'),
      text: reader.say('promo.coupons_stop_text'),
      yes: reader.say('promo.coupons_stop'),
      no: reader.say('button.cancel'),
    },
  }
  const row: Button[] = [
    ...(batch.codes > 0
      ? [{ label: reader.say('promo.coupons_export'), operation: 'promo.coupons_export', argument }]
      : []),
    ...(batch.stopped_at ? [] : [stop]),
  ]
  return [section(batchText(batch, currency, now, reader)), ...(row.length > 0 ? [buttons(...row)] : [])]
}

/** The coupons of a promotion, newest first, and ways to make more. */
export function couponList(
  { promotion, currency, ended, page }: CouponList,
  needed: boolean,
  now: Temporal.Instant,
  reader: Reader,
): Message {
  const text = reader.say('promo.coupons_title', { code: promotion })
  const make = Object.keys(couponKinds).map((kind) => ({
    label: `+ ${reader.say(`promotion.coupons.kind.${kind}` as Key)}`,
    operation: 'promo.coupons_new',
    argument: `${promotion} ${kind}`,
  }))
  const rows = page.rows.flatMap((batch) => batchBlocks(batch, currency, now, reader))
  return {
    text,
    blocks: [
      header(text),
      ...(needed || ended ? [] : [context(`⚠️ ${reader.say('promo.coupons_unneeded')}`)]),
      ...(rows.length > 0 ? rows : [section(reader.say('promo.coupons_empty'))]),
      ...pageButtons(page, 'promo.coupons', promotion, reader),
      ...(ended ? [] : [section(`*${reader.say('promo.coupons_form')}*`), buttons(...make)]),
      buttons(
        { label: reader.say('promo.coupons_find'), operation: 'promo.find' },
        { label: reader.say('promo.back'), operation: 'promo.show', argument: promotion },
      ),
    ],
  }
}

/** One coupon and what became of it. */
export function couponMessage(coupon: CouponCard, now: Temporal.Instant, reader: Reader): Message {
  const text = reader.say('promo.coupon_title', { coupon: readableCode(coupon.code) })
  const orders = reader.list(coupon.orders.map((number) => `\`${escapeText(number)}\``))
  const limits = { kind: coupon.kind, most: coupon.mostUses, each: coupon.perCustomer, expires: coupon.expiresAt }
  const lines = [
    reader.say('promo.coupon_of', { promotion: coupon.promotion }),
    coupon.customer && reader.say('promo.coupon_customer', { customer: `\`${escapeText(coupon.customer)}\`` }),
    reader.say('promo.coupon_uses', { uses: coupon.uses, orders: orders || 'none' }),
    limitWords(limits, now, reader).join('  ·  '),
    coupon.stopped && `⚪ ${reader.say('promo.coupons_stopped')}`,
    `${reader.say(`promotion.coupons.kind.${coupon.kind}` as Key)}  ·  ${reader.say('promo.coupon_issued', { when: reader.when(coupon.issuedAt) })}`,
  ]
  return {
    text,
    blocks: [
      header(text),
      section(lines.filter(Boolean).join('\n')),
      buttons(
        { label: reader.say('promo.back'), operation: 'promo.show', argument: coupon.promotion },
        { label: reader.say('promo.coupons'), operation: 'promo.coupons', argument: coupon.promotion },
      ),
    ],
  }
}
