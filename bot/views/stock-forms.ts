import type { StockCard } from '../../shop/stock/card.ts'
import { levelNames } from '../../shop/stock/levels.ts'
import { type Modal, section } from '../blocks.ts'
import { numberInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { titleOf } from './goods.ts'
import { counts } from './stock.ts'

/** Books goods in or out by hand; `change` as far as it was written already. */
export const adjustModal = (card: StockCard, change: string, reader: Reader): Modal => ({
  title: reader.say('stock.adjust_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'stock.adjust_save',
  argument: card.sku,
  blocks: [
    section(titleOf(card, reader)),
    section(
      counts(card, reader)
        .map(([name, count]) => `${name} ${count}`)
        .join('  ·  '),
    ),
    textInput('change', {
      label: reader.say('stock.change'),
      hint: reader.say('stock.change_hint'),
      placeholder: '+10',
      value: change,
    }),
    textInput('reason', { label: reader.say('field.reason'), hint: reader.say('stock.reason_hint'), long: true }),
  ],
})

/** Sets the levels of one product; an empty one follows the settings. */
export const levelsModal = (card: StockCard, reader: Reader): Modal => ({
  title: reader.say('stock.levels_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'stock.levels_save',
  argument: card.sku,
  blocks: [
    section(`${titleOf(card, reader)}\n${reader.say('stock.levels_hint')}`),
    ...levelNames.map((level) =>
      numberInput(level, {
        label: reader.say(`stock.level.${level}`),
        hint: reader.say(`stock.level.${level}.about`, { now: card.levels[level] }),
        value: card.own[level],
        optional: true,
      }),
    ),
    textInput('reason', { label: reader.say('field.reason'), optional: true, long: true }),
  ],
})
