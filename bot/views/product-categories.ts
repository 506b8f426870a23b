import type { Page } from '../../shop/pages.ts'
import type { Category, CategoryCount } from '../../shop/products/categories.ts'
import { type Button, buttons, escapeText, header, type Message, type Modal, section, sectionWith } from '../blocks.ts'
import { textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf } from './goods.ts'

/** The tree, indented, with the number of goods below each; a manager's button changes one, others' lists its goods. */
export function categoryTreeMessage(page: Page<CategoryCount>, canEdit: boolean, reader: Reader): Message {
  const heading = reader.say('product.categories')
  const rows = page.rows.map((category) => {
    const indent = '\u2003'.repeat(category.path.length - 1)
    const text = `${indent}*${nameOf(category, reader)}*  \`${escapeText(category.id)}\`  ·  ${reader.say('product.goods', { count: category.all })}`
    const label = reader.say(canEdit ? 'product.edit' : 'button.open')
    return sectionWith(text, {
      label,
      ...(canEdit
        ? { operation: 'product.category_edit', argument: category.id }
        : { operation: 'product.show', argument: `category:"${category.id}"` }),
    })
  })
  const make: Button = { label: reader.say('category.new'), operation: 'product.category_new' }
  return {
    text: heading,
    blocks: [
      header(heading),
      ...(rows.length > 0 ? rows : [section(reader.say('category.empty'))]),
      ...pageButtons(page, 'product.categories', '', reader),
      ...(canEdit ? [buttons(make)] : []),
    ],
  }
}

/** The form of a category; null makes a new one. One that may be empty can be deleted there. */
export function categoryModal(category: Category | null, reader: Reader): Modal {
  const remove: Button = {
    label: reader.say('category.delete'),
    operation: 'product.category_delete',
    argument: category?.id,
    style: 'danger',
    confirm: {
      title: reader.say('category.delete_title'),
      text: reader.say('category.delete_text'),
      yes: reader.say('category.delete'),
      no: reader.say('button.cancel'),
    },
  }
  return {
    title: reader.say('category.form'),
    submit: reader.say('button.save'),
    close: reader.say('button.cancel'),
    operation: 'product.category_save',
    argument: category?.id ?? '',
    blocks: [
      ...(category ? [section(`\`${escapeText(category.id)}\``)] : []),
      textInput('name', { label: reader.say('product.name'), value: category?.name }),
      textInput('name_zh', { label: reader.say('product.name_zh'), value: category?.nameZh ?? '', optional: true }),
      textInput('parent', {
        label: reader.say('category.parent'),
        hint: reader.say('category.parent_hint'),
        value: category?.parent ?? '',
        optional: true,
      }),
      ...(category ? [buttons(remove)] : []),
    ],
  }
}
