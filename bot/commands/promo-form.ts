import { z } from 'zod'
import { demandPromotion } from '../../shop/promotions/find.ts'
import { formTexts, type Problems } from '../../shop/promotions/form.ts'
import { promotionCard } from '../../shop/promotions/list.ts'
import { savePromotion, warningKey } from '../../shop/promotions/save.ts'
import { typeNamed, typeOf } from '../../shop/promotions/types/index.ts'
import { refuse } from '../../shop/result.ts'
import { carried } from '../carried.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import type { Reader } from '../reader.ts'
import { refusalInField } from '../slack/render.ts'
import { promotionMessage, typeList } from '../views/promo.ts'
import { promotionModal } from '../views/promo-form.ts'

/** What a form carries: whether it edits, the type or the code, the version that was seen, the warnings accepted. */
const argumentOf = (code: string | null, type: string, version: number | null, accepted: string): string =>
  JSON.stringify([code, type, version, accepted])
const form = z.tuple([z.string().nullable(), z.string(), z.number().nullable(), z.string()])

const whereOf = ({ settings }: Call, currency = settings['shop.currency']) => ({
  currency,
  zone: settings['shop.timezone'],
})

/** Marks what is wrong at each field. */
export const marked = (problems: Problems, reader: Reader): Answer => ({
  problems: Object.fromEntries(Object.entries(problems).map(([field, why]) => [field, refusalInField(why, reader)])),
})

/** Without a type the types are shown, with one its form opens. */
export const make: Operation = {
  id: 'promo.new',
  permission: 'promotion.manage',
  usage: 'usage.promo.new',
  async run(call) {
    const { argument, reader } = call
    if (!argument) return { show: typeList(reader) }
    const type = typeNamed(argument)
    if (!type.ok) return type
    const texts = formTexts(type.value, null)
    const carried = argumentOf(null, type.value.code, null, '')
    return {
      open: promotionModal(
        { type: type.value, code: null, texts, where: whereOf(call), warnings: [], argument: carried },
        reader,
      ),
    }
  },
}

export const edit: Operation = {
  id: 'promo.edit',
  permission: 'promotion.manage',
  needs: true,
  usage: 'usage.promo.edit',
  async run(call) {
    const row = await demandPromotion(call.services.db, call.argument)
    if (!row.ok) return row
    const { code, currency, version, status } = row.value
    if (status === 'ended') return refuse('promotion.closed.ended')
    const type = typeOf(row.value.type)
    const argument = argumentOf(code, type.code, version, '')
    const texts = formTexts(type, row.value)
    return {
      open: promotionModal({ type, code, texts, where: whereOf(call, currency), warnings: [], argument }, call.reader),
    }
  },
}

const save: Operation = {
  id: 'promo.save',
  permission: 'promotion.manage',
  async run(call) {
    const { services, settings, member, argument, fields, via, reader, now } = call
    const read = carried(form, argument)
    if (!read.ok) return read
    const [code, type, version, accepted] = read.value
    const asked = {
      code: code ?? fields.code ?? '',
      type: code === null ? type : null,
      version,
      texts: fields,
      draft: fields.publish === 'no',
      accepted,
      member,
      via,
    }
    const saving = await savePromotion(services.db, asked, now)
    if (!saving.ok) return saving
    if ('problems' in saving.value) return marked(saving.value.problems, reader)
    if ('warnings' in saving.value) {
      const { warnings } = saving.value
      const next = argumentOf(code, type, version, warningKey(warnings))
      const form = { type: typeOf(type), code, texts: fields, where: whereOf(call), warnings, argument: next }
      return { update: promotionModal(form, reader) }
    }
    const card = await promotionCard(services.db, settings, member, saving.value.saved.code, now)
    return card.ok ? { show: promotionMessage(card.value, reader) } : card
  },
}

export const formOperations = [make, edit, save]
