import { randomBytes } from 'node:crypto'
import { couponsCsv } from '../../shop/promotions/coupons/csv.ts'
import { couponCard } from '../../shop/promotions/coupons/find.ts'
import { exportBatch, listBatches, stopBatch } from '../../shop/promotions/coupons/list.ts'
import { type CouponKind, couponKinds, makeCoupons } from '../../shop/promotions/coupons/make.ts'
import { demandPromotion } from '../../shop/promotions/find.ts'
import { refuse } from '../../shop/result.ts'
import { context } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { directMessages } from '../slack/channels.ts'
import { shareFile } from '../slack/files.ts'
import { refusalInField } from '../slack/render.ts'
import { couponList, couponMessage } from '../views/promo-coupons.ts'
import { couponsModal, findModal } from '../views/promo-form.ts'
import { marked } from './promo-form.ts'

const PAGE = 8

async function listing(
  { services, member, reader, now }: Call,
  promotion: string,
  cursor: string | null = null,
): Promise<Answer> {
  const found = await listBatches(services.db, member, promotion, { size: PAGE, cursor })
  const row = await demandPromotion(services.db, promotion)
  if (!found.ok) return found
  return { show: couponList(found.value, row.ok && row.value.terms.needs_coupon === 'yes', now, reader) }
}

export const coupons: Operation = {
  id: 'promo.coupons',
  permission: 'promotion.manage',
  reads: true,
  needs: true,
  usage: 'usage.promo.coupons',
  async run(call) {
    const { text: promotion, cursor } = paged(call.argument)
    return listing(call, promotion, cursor)
  },
}

/** The promotion and the kind that an argument names. */
function target(argument: string): { promotion: string; kind: CouponKind } | null {
  const [promotion = '', kind = ''] = argument.split(' ')
  return Object.hasOwn(couponKinds, kind) ? { promotion, kind: kind as CouponKind } : null
}

const make: Operation = {
  id: 'promo.coupons_new',
  permission: 'promotion.manage',
  needs: true,
  async run({ services, settings, argument, reader }) {
    const wanted = target(argument)
    const row = await demandPromotion(services.db, wanted?.promotion ?? argument)
    if (!row.ok || !wanted) return row.ok ? refuse('promotion.batch_unknown', { batch: argument }) : row
    const where = { currency: row.value.currency, zone: settings['shop.timezone'] }
    return { open: couponsModal(row.value.code, wanted.kind, where, reader) }
  },
}

const save: Operation = {
  id: 'promo.coupons_save',
  permission: 'promotion.manage',
  needs: true,
  async run(call) {
    const { services, member, argument, fields, id: key, via, reader, now } = call
    const wanted = target(argument)
    if (!wanted) return refuse('promotion.batch_unknown', { batch: argument })
    const asked = { ...wanted, texts: fields, member, key, via }
    const made = await makeCoupons(services.db, asked, randomBytes, now)
    if (!made.ok) return made
    return 'problems' in made.value ? marked(made.value.problems, reader) : listing(call, wanted.promotion)
  },
}

const stop: Operation = {
  id: 'promo.coupons_stop',
  permission: 'promotion.manage',
  needs: true,
  async run(call) {
    const { services, member, argument: batch, via, now } = call
    const stopped = await stopBatch(services.db, { batch, member, via }, now)
    return stopped.ok ? listing(call, stopped.value.promotion) : stopped
  },
}

/** Files cannot live in an ephemeral message: the codes come in the asker's direct messages, where nobody else sees them. */
const exporting: Operation = {
  id: 'promo.coupons_export',
  permission: 'promotion.manage',
  needs: true,
  async run(call) {
    const { services, member, argument: batch, via, reader, now } = call
    const exported = await exportBatch(services.db, { batch, member, via }, now)
    if (!exported.ok) return exported
    const { promotion, id } = exported.value.batch
    services.later(async () => {
      const { replies } = services.slack
      const channel = await directMessages(replies, member.id)
      const bytes = Buffer.from(couponsCsv(exported.value.rows))
      await shareFile(replies, { channel, bytes, name: `coupons-${promotion}-${id}.csv` })
    })
    const text = reader.say('promo.coupons_file', { code: promotion })
    return { show: { text, blocks: [context(reader.say('promo.coupons_exporting'))] } }
  },
}

async function found({ services, reader, now }: Call, written: string): Promise<Answer> {
  const coupon = await couponCard(services.db, written)
  return coupon.ok ? { show: couponMessage(coupon.value, now, reader) } : coupon
}

/** Without a code a form asks for one. */
export const find: Operation = {
  id: 'promo.find',
  permission: 'promotion.manage',
  usage: 'usage.promo.find',
  run: async (call) => (call.argument ? found(call, call.argument) : { open: findModal(call.reader) }),
}

const findForm: Operation = {
  id: 'promo.find_form',
  permission: 'promotion.manage',
  async run(call) {
    const answer = await found(call, call.fields.coupon ?? '')
    return 'code' in answer ? { problems: { coupon: refusalInField(answer, call.reader) } } : answer
  },
}

export const couponOperations = [coupons, make, save, stop, exporting, find, findForm]
