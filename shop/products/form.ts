import type { Db } from '../../db/tables/index.ts'
import { type Member, scopeOf } from '../access/member.ts'
import { parseAmount } from '../money.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { merchantNamed } from '../team/merchant.ts'
import { isVisible } from '../visible.ts'
import { categoryNamed, readCategories } from './categories.ts'
import { parseTags } from './tags.ts'

/** A product's form as a person filled it in. */
export interface ProductTexts {
  name: string
  name_zh: string
  /** Id, name or path of a category. */
  category: string
  /** Between commas. */
  tags: string
  merchant: string
  cost: string
  /** SKU of the product that this is a variant of. */
  variant_of: string
  /** `size=M, colour=red`. */
  options: string
}

/** The columns that a form fills. */
export interface ProductFields {
  name: string
  name_zh: string | null
  category: string | null
  tags: string[]
  merchant_id: string | null
  cost: bigint | null
  variant_of: string | null
  options: Record<string, string>
}

export type FormProblems = Readonly<Record<string, Refusal>>

const MOST_LETTERS = 200
const MOST_OPTIONS = 10
const OPTION_LETTERS = 60

const nameOf = (text: string): Result<string> => {
  const name = text.trim()
  const fits = isVisible(name) && name.length <= MOST_LETTERS && !/[\p{Cc}\p{Bidi_Control}]/u.test(name)
  return fits ? ok(name) : refuse('product.name_malformed', { most: MOST_LETTERS })
}

function optionsOf(text: string): Result<Record<string, string>> {
  const parts = text.split(/[,，\n]/).filter((part) => part.trim() !== '')
  const pairs = parts.map((part) => part.split(/[=＝]/).map((side) => side.trim()))
  const fits = pairs.every(
    (pair) => pair.length === 2 && pair.every((side) => isVisible(side) && side.length <= OPTION_LETTERS),
  )
  const twice = new Set(pairs.map(([name]) => name)).size < pairs.length
  if (!fits || twice || pairs.length > MOST_OPTIONS)
    return refuse('product.options_malformed', { text, most: MOST_OPTIONS })
  return ok(Object.fromEntries(pairs))
}

async function merchantOf(db: Db, text: string, member: Member): Promise<Result<string | null>> {
  const scope = scopeOf(member, 'product.edit')
  if (scope !== null) return ok(scope)
  if (text.trim() === '') return ok(null)
  return merchantNamed(db, text)
}

/** The first product of the group that `text` is in. A product that has variants can be none itself. */
async function groupOf(db: Db, text: string, sku: string, merchant: string | null): Promise<Result<string | null>> {
  const asked = text.trim()
  if (asked === '') return ok(null)
  const row = await db
    .selectFrom('products')
    .select(['sku', 'variant_of', 'merchant_id'])
    .where(({ fn }) => fn('lower', ['sku']), '=', asked.toLowerCase())
    .executeTakeFirst()
  if (!row) return refuse('stock.unknown_sku', { sku: asked, count: 0, nearest: '' })
  const group = row.variant_of ?? row.sku
  if (group === sku) return refuse('product.variant_of_itself', { sku })
  if (row.merchant_id !== merchant) return refuse('product.variant_of_another', { sku: group })
  const own = await db.selectFrom('products').select('sku').where('variant_of', '=', sku).limit(1).executeTakeFirst()
  return own ? refuse('product.has_variants', { sku }) : ok(group)
}

/** Whose a product may be: a group of variants is one merchant's. */
async function fitsVariants(db: Db, sku: string, merchant: string | null): Promise<Refusal | null> {
  const other = await db
    .selectFrom('products')
    .select('sku')
    .where('variant_of', '=', sku)
    .where('merchant_id', 'is distinct from', merchant)
    .orderBy('sku')
    .limit(1)
    .executeTakeFirst()
  return other ? refuse('product.variants_of_another', { sku: other.sku }) : null
}

/** Reads a product's form, or says what is wrong with each field. A merchant's goods stay its own. */
export async function readForm(
  db: Db,
  { sku, currency, member }: { sku: string; currency: string; member: Member },
  texts: ProductTexts,
): Promise<{ value: ProductFields } | { problems: FormProblems }> {
  const named = await merchantOf(db, texts.merchant, member)
  const merchant = (named.ok && (await fitsVariants(db, sku, named.value))) || named
  const category = texts.category.trim() === '' ? ok(null) : categoryNamed(texts.category, await readCategories(db))
  const read = {
    name: nameOf(texts.name),
    name_zh: texts.name_zh.trim() === '' ? ok(null) : nameOf(texts.name_zh),
    category,
    tags: parseTags(texts.tags),
    merchant,
    cost: texts.cost.trim() === '' ? ok(null) : parseAmount(texts.cost, currency),
    variant_of: await groupOf(db, texts.variant_of, sku, merchant.ok ? merchant.value : null),
    options: optionsOf(texts.options),
  }
  const problems: Record<string, Refusal> = {}
  for (const [field, result] of Object.entries(read)) if (!result.ok) problems[field] = result
  const { name, name_zh, tags, cost, variant_of, options } = read
  if (!name.ok || !name_zh.ok || !category.ok || !tags.ok || !merchant.ok || !cost.ok || !variant_of.ok || !options.ok)
    return { problems }
  return {
    value: {
      name: name.value,
      name_zh: name_zh.value,
      category: category.value?.id ?? null,
      tags: tags.value,
      merchant_id: merchant.value,
      cost: cost.value,
      variant_of: variant_of.value,
      options: options.value,
    },
  }
}
