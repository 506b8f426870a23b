import { type Member, may, scopeOf } from '../../shop/access/member.ts'
import { pageByPosition } from '../../shop/pages.ts'
import { categoryNamed, categoryTree, readCategories } from '../../shop/products/categories.ts'
import { deleteCategory, saveCategory } from '../../shop/products/change-category.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { unchanged } from '../slack/render.ts'
import { categoryModal, categoryTreeMessage } from '../views/product-categories.ts'
import { marked } from './promo-form.ts'

const mayShape = (member: Member): boolean => may(member, 'product.edit') && scopeOf(member, 'product.edit') === null

async function tree({ services, member, reader }: Call, cursor: string | null): Promise<Answer> {
  const all = await categoryTree(services.db, member)
  const page = await pageByPosition({ size: 20, cursor }, async (limit, offset) => all.slice(offset, offset + limit))
  return { show: categoryTreeMessage(page, mayShape(member), reader) }
}

export const categories: Operation = {
  id: 'product.categories',
  permission: 'catalogue.view',
  reads: true,
  usage: 'usage.product.categories',
  run: (call) => tree(call, paged(call.argument).cursor),
}

const make: Operation = {
  id: 'product.category_new',
  permission: 'product.edit',
  run: async ({ reader }) => ({ open: categoryModal(null, reader) }),
}

const edit: Operation = {
  id: 'product.category_edit',
  permission: 'product.edit',
  async run({ services, argument, reader }) {
    const found = categoryNamed(argument, await readCategories(services.db))
    return found.ok ? { open: categoryModal(found.value, reader) } : found
  },
}

const save: Operation = {
  id: 'product.category_save',
  permission: 'product.edit',
  async run(call) {
    const { services, member, argument, fields, via, reader, now } = call
    const { name = '', name_zh: nameZh = '', parent = '' } = fields
    const saving = await saveCategory(services.db, { id: argument || null, name, nameZh, parent, member, via }, now)
    if (!saving.ok) return saving
    if ('problems' in saving.value) return marked(saving.value.problems, reader)
    return unchanged(await tree(call, null), !saving.value.changed, reader)
  },
}

const remove: Operation = {
  id: 'product.category_delete',
  permission: 'product.edit',
  async run(call) {
    const { services, member, argument: id, via, now } = call
    const done = await deleteCategory(services.db, { id, member, via }, now)
    return done.ok ? tree(call, null) : done
  },
}

export const categoryOperations = [categories, make, edit, save, remove]
