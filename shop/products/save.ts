import { isDeepStrictEqual } from 'node:util'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { parseAmount } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { readSettings } from '../settings/read.ts'
import { transact } from '../transact.ts'
import { type FormProblems, type ProductFields, type ProductTexts, readForm } from './form.ts'
import { demandEditable } from './product.ts'

interface Step {
  sku: string
  member: Member
  via: string
}

/** Saved under this SKU, or what is wrong with the form. */
export type ProductSaving = { saved: string } | { problems: FormProblems }

/** Words of `/stock` and `/product`: a SKU like one of them could not be looked up. */
const WORDS = [
  ...['low', 'adjust', 'levels', 'movements', 'restock', 'restocks', 'receive', 'count', 'counts'],
  ...['new', 'edit', 'variant', 'list', 'unlist', 'price', 'waiting', 'approve', 'reject', 'withdraw'],
  ...['tag', 'untag', 'tags', 'history', 'categories', 'help'],
]

const SKU = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,63}$/u

/**
 * Makes a product in the shop's currency, for sale from now on unless `listed` is false. Its stock is not counted until
 * the first is booked in. Refuses a SKU that is taken, in any case.
 */
export const createProduct = (
  db: Db,
  asked: Step & { texts: ProductTexts; price: string; listed: boolean },
  now: Temporal.Instant,
): Promise<Result<ProductSaving>> =>
  transact<ProductSaving>(db, async (trx) => {
    const { member, via, listed } = asked
    const missing = denied(member, 'product.edit')
    if (missing) return missing
    const currency = (await readSettings(trx))['shop.currency']
    const sku = asked.sku.trim()
    const form = await readForm(trx, { sku, currency, member }, asked.texts)
    const price = parseAmount(asked.price, currency)
    const taken = await trx
      .selectFrom('products')
      .select('sku')
      .where(({ fn }) => fn('lower', ['sku']), '=', sku.toLowerCase())
      .executeTakeFirst()
    const problems = {
      ...('problems' in form && form.problems),
      ...(!price.ok && { price }),
      ...(!SKU.test(sku) && { sku: refuse('product.sku_malformed', { sku }) }),
      ...(WORDS.includes(sku.toLowerCase()) && { sku: refuse('product.sku_is_word', { sku }) }),
      ...(taken && { sku: refuse('product.sku_taken', { sku: taken.sku }) }),
    }
    if ('problems' in form || !price.ok || Object.keys(problems).length > 0) return ok({ problems })
    const { options, ...fields } = form.value
    const made = await trx
      .insertInto('products')
      .values({
        ...fields,
        options: JSON.stringify(options),
        sku,
        price: price.value,
        currency,
        listed,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('sku')
      .executeTakeFirst()
    if (!made) return ok({ problems: { sku: refuse('product.sku_taken', { sku }) } })
    const after = { ...form.value, price: price.value, currency, listed }
    await audit(trx, { member: member.id, action: 'product.created', subject: sku, after, via }, now)
    return ok({ saved: sku })
  })

/** A product's SKU, and whether it has changed. */
export type Saved = { sku: string; changed: boolean }

/** Writes fields of a product that differ, if any do, and keeps late news of the storefront from undoing them. */
async function write(
  trx: Trx,
  { sku, member, via }: Step,
  action: string,
  fields: Partial<ProductFields> & { listed?: boolean },
  reason: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await trx.selectFrom('products').selectAll().where('sku', '=', sku).forUpdate().executeTakeFirstOrThrow()
  const changed = Object.entries(fields).filter(
    ([name, value]) => name in row && !isDeepStrictEqual(row[name as keyof typeof row], value),
  )
  if (changed.length === 0) return false
  const after = Object.fromEntries(changed)
  const before = Object.fromEntries(changed.map(([name]) => [name, row[name as keyof typeof row]]))
  const told = { ...row.told, ...Object.fromEntries(changed.map(([name]) => [name, String(now)])) }
  const { options, ...rest } = after as Partial<ProductFields>
  await trx
    .updateTable('products')
    .set({ ...rest, ...(options && { options: JSON.stringify(options) }), told: JSON.stringify(told), updated_at: now })
    .where('sku', '=', sku)
    .execute()
  await audit(trx, { member: member.id, action, subject: sku, before, after, reason, via }, now)
  return true
}

/** Changes a product by its form. `seen`: when it was last changed as the form was drawn; refuses where that is no longer so. */
export const editProduct = (
  db: Db,
  asked: Step & { texts: ProductTexts; seen: string },
  now: Temporal.Instant,
): Promise<Result<ProductSaving>> =>
  transact<ProductSaving>(db, async (trx) => {
    const { member, texts } = asked
    await trx.selectFrom('products').select('sku').where('sku', '=', asked.sku).forUpdate().execute()
    const found = await demandEditable(trx, member, asked.sku)
    if (!found.ok) return found
    const { sku, currency, updatedAt } = found.value
    if (String(updatedAt) !== asked.seen)
      return ok({ problems: { name: refuse('product.changed_meanwhile', { sku }) } })
    const form = await readForm(trx, { sku, currency, member }, texts)
    if ('problems' in form) return ok(form)
    await write(trx, { ...asked, sku }, 'product.edited', form.value, null, now)
    return ok({ saved: sku })
  })

/** Puts a product on sale or takes it off; what it is already changes nothing. */
export const listProduct = (
  db: Db,
  asked: Step & { listed: boolean; reason: string | null },
  now: Temporal.Instant,
): Promise<Result<Saved>> =>
  transact(db, async (trx) => {
    const { member, listed, reason } = asked
    const found = await demandEditable(trx, member, asked.sku)
    if (!found.ok) return found
    const { sku } = found.value
    const action = listed ? 'product.listed' : 'product.unlisted'
    return ok({ sku, changed: await write(trx, { ...asked, sku }, action, { listed }, reason, now) })
  })

/** Adds tags to a product or takes them off, in any case. */
export const tagProduct = (
  db: Db,
  asked: Step & { tags: readonly string[]; on: boolean },
  now: Temporal.Instant,
): Promise<Result<Saved>> =>
  transact(db, async (trx) => {
    const { member, tags, on } = asked
    const found = await demandEditable(trx, member, asked.sku)
    if (!found.ok) return found
    const { sku } = found.value
    const { tags: before } = await trx
      .selectFrom('products')
      .select('tags')
      .where('sku', '=', sku)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const named = new Set(tags.map((tag) => tag.toLowerCase()))
    const kept = before.filter((tag) => !named.has(tag.toLowerCase()))
    const known = new Set(before.map((tag) => tag.toLowerCase()))
    const after = on ? [...before, ...tags.filter((tag) => !known.has(tag.toLowerCase()))] : kept
    if (after.length > 50) return refuse('product.tags_malformed', { most: 50, letters: 60 })
    return ok({ sku, changed: await write(trx, { ...asked, sku }, 'product.edited', { tags: after }, null, now) })
  })
