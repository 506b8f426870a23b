import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import { isVisible } from '../visible.ts'
import { type Categories, type Category, categoryNamed, readCategories } from './categories.ts'
import type { FormProblems } from './form.ts'

interface Step {
  member: Member
  via: string
}

/** A category's form as a person filled it in. `id` null: a new one, which is called by a slug of its name. */
export interface CategoryAsked extends Step {
  id: string | null
  name: string
  nameZh: string
  /** Id, name or path of the category above; empty for a root. */
  parent: string
}

/** `changed`: false where it was so already. */
export type CategorySaving = { saved: Category; changed: boolean } | { problems: FormProblems }

const MOST_LETTERS = 80
const DEEPEST = 6

const slugOf = (name: string): string =>
  name
    .trim()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** The tree belongs to all, so who may edit only their own goods may not change it. Changes of it queue up. */
async function changing<T>(
  db: Db,
  { member }: Step,
  work: (trx: Trx, categories: Categories) => Promise<Result<T>>,
): Promise<Result<T>> {
  return transact(db, async (trx) => {
    const missing = denied(member, 'product.edit')
    if (missing) return missing
    if (scopeOf(member, 'product.edit') !== null) return refuse('category.shared')
    await sql`lock table categories in share row exclusive mode`.execute(trx)
    return work(trx, await readCategories(trx))
  })
}

/** Makes a category, or renames and moves one with all below it. Refuses to hang one below itself. */
export const saveCategory = (db: Db, asked: CategoryAsked, now: Temporal.Instant): Promise<Result<CategorySaving>> =>
  changing<CategorySaving>(db, asked, async (trx, categories) => {
    const before = asked.id === null ? null : categories.get(asked.id)
    if (before === undefined) return categoryNamed(asked.id ?? '', categories) as Refusal
    const name = asked.name.trim()
    const id = before?.id ?? slugOf(name)
    const parent = asked.parent.trim() === '' ? null : categoryNamed(asked.parent, categories)
    const problems: Record<string, Refusal> = {}
    if (!isVisible(name) || name.length > MOST_LETTERS || id === '')
      problems.name = refuse('category.name_malformed', { most: MOST_LETTERS })
    else if (!before && categories.has(id)) problems.name = refuse('category.taken', { id })
    if (asked.nameZh.trim().length > MOST_LETTERS)
      problems.name_zh = refuse('category.name_malformed', { most: MOST_LETTERS })
    const above = parent?.ok ? parent.value.path : []
    if (parent && !parent.ok) problems.parent = parent
    else if (above.includes(id)) problems.parent = refuse('category.below_itself', { id })
    else if (above.length + heightOf(id, categories) > DEEPEST)
      problems.parent = refuse('category.too_deep', { most: DEEPEST })
    if (Object.keys(problems).length > 0) return ok({ problems })
    const after = { id, name, nameZh: asked.nameZh.trim() || null, parent: above.at(-1) ?? null, path: [...above, id] }
    if (before && isDeepStrictEqual(before, after)) return ok({ saved: after, changed: false })
    await store(trx, before, after)
    const told = ({ name, nameZh, parent }: Category) => ({ name, name_zh: nameZh, parent })
    const action = before ? 'category.changed' : 'category.created'
    const change = { before: before ? told(before) : undefined, after: told(after) }
    await audit(trx, { member: asked.member.id, action, subject: id, ...change, via: asked.via }, now)
    return ok({ saved: after, changed: true })
  })

/** How many levels a category and those below it take. */
const heightOf = (id: string, categories: Categories): number =>
  Math.max(1, ...[...categories.values()].map(({ path }) => (path.includes(id) ? path.length - path.indexOf(id) : 0)))

async function store(trx: Trx, before: Category | null, after: Category): Promise<void> {
  const { id, path } = after
  const row = { name: after.name, name_zh: after.nameZh, parent_id: after.parent }
  if (!before) {
    await trx
      .insertInto('categories')
      .values({ id, ...row, path: [...path] })
      .execute()
    return
  }
  await trx.updateTable('categories').set(row).where('id', '=', id).execute()
  // What is below keeps its own end of the path.
  await sql`
    update categories set path = ${[...path]}::text[] || path[${before.path.length + 1}:]
    where ${id} = any(path)`.execute(trx)
}

/** Deletes a category that nothing is in: neither goods nor other categories. */
export const deleteCategory = (
  db: Db,
  asked: Step & { id: string; reason?: string | null },
  now: Temporal.Instant,
): Promise<Result<Category>> =>
  changing(db, asked, async (trx, categories) => {
    const found = categoryNamed(asked.id, categories)
    if (!found.ok) return found
    const { id, name } = found.value
    const below = [...categories.values()].filter(({ parent }) => parent === id).length
    const { count } = await trx
      .selectFrom('products')
      .where('category', '=', id)
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    if (below > 0 || Number(count) > 0) return refuse('category.not_empty', { id, goods: Number(count), below })
    await trx.deleteFrom('categories').where('id', '=', id).execute()
    const { member, reason, via } = asked
    await audit(trx, { member: member.id, action: 'category.deleted', subject: id, before: { name }, reason, via }, now)
    return found
  })
