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

function batchText(batch: BatchCard, currency: string, reader: Reader): string {
  const { kind, codes, uses, above, segment, expires_at, valid_days, stopped_at } = batch
  const what = [
    `*${reader.say(`promotion.coupons.kind.${kind}` as Key)}*`,
    batch.code && `\`${readableCode(batch.code)}\``,
    above !== null && `> ${reader.money(above, currency)}`,
    segment && reader.say(`promotion.choice.${segment}` as Key),
    stopped_at && `⚪ ${reader.say('promo.coupons_stopped')}`,
  ]
  const how = [
    reader.say('promo.coupons_line', { codes, uses }),
    valid_days !== null && reader.say('promo.coupons_days', { days: valid_days }),
    expires_at && reader.say('promo.coupons_expire', { when: reader.when(expires_at) }),
    reader.when(batch.created_at),
  ]
  return `${what.filter(Boolean).join('  ·  ')}\n${how.filter(Boolean).join('  ·  ')}`
}

function batchBlocks(batch: BatchCard, currency: string, reader: Reader): Blocks {
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
  return [section(batchText(batch, currency, reader)), ...(row.length > 0 ? [buttons(...row)] : [])]
}

/** The coupons of a promotion, newest first, and ways to make more. */
export function couponList({ promotion, currency, ended, page }: CouponList, needed: boolean, reader: Reader): Message {
  const text = reader.say('promo.coupons_title', { code: promotion })
  const make = Object.keys(couponKinds).map((kind) => ({
    label: `+ ${reader.say(`promotion.coupons.kind.${kind}` as Key)}`,
    operation: 'promo.coupons_new',
    argument: `${promotion} ${kind}`,
  }))
  const rows = page.rows.flatMap((batch) => batchBlocks(batch, currency, reader))
  return {
    text,
    blocks: [
      header(text),
      ...(needed || ended ? [] : [context(`⚠️ ${reader.say('promo.coupons_unneeded')}`)]),
      ...(rows.length > 0 ? rows : [section(reader.say('promo.coupons_empty'))]),
      ...pageButtons(page, 'promo.coupons', promotion, reader),
      ...(ended ? [] : [buttons(...make)]),
      buttons(
        { label: reader.say('promo.coupons_find'), operation: 'promo.find' },
        { label: reader.say('promo.back'), operation: 'promo.show', argument: promotion },
      ),
    ],
  }
}

/** One coupon and what became of it. */
export function couponMessage(coupon: CouponCard, reader: Reader): Message {
  const text = reader.say('promo.coupon_title', { coupon: readableCode(coupon.code) })
  const orders = reader.list(coupon.orders.map((number) => `\`${escapeText(number)}\``))
  const lines = [
    reader.say('promo.coupon_of', { promotion: coupon.promotion }),
    coupon.customer && reader.say('promo.coupon_customer', { customer: `\`${escapeText(coupon.customer)}\`` }),
    reader.say('promo.coupon_uses', { uses: coupon.uses, orders: orders || 'none' }),
    coupon.expiresAt && reader.say('promo.coupons_expire', { when: reader.when(coupon.expiresAt) }),
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
