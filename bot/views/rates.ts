import type { RateAlert, SourceState } from '../../shop/rates/alert.ts'
import type { ListedRate, RateList } from '../../shop/rates/list.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { type Button, buttons, context, escapeText, header, type Message, type Modal, section } from '../blocks.ts'
import { textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'

/** What is wrong with the source now, a line a trouble; none where all is well. */
export function troubleLines(source: SourceState | null, reader: Reader): string[] {
  const { failingSince, staleSince, error, publishedAt } = source ?? {}
  return [
    ...(failingSince
      ? [
          `⚠️ ${reader.say('rates.failing', { since: reader.when(failingSince) })}${error ? ` ${refusalText(error, reader)}` : ''}`,
        ]
      : []),
    ...(staleSince && publishedAt ? [`⚠️ ${reader.say('rates.stale', { at: reader.when(publishedAt) })}`] : []),
  ]
}

function rateLine({ currency, rate, from, asOf, stale, setBy }: ListedRate, shop: string, reader: Reader): string {
  const at = asOf ? reader.when(asOf) : ''
  const origin =
    from === 'fixed' ? reader.say('rates.by_hand', { who: `<@${setBy}>`, at }) : reader.say('rates.by_source', { at })
  return `• *1 ${currency} = ${rate} ${shop}*  ·  ${origin}${stale ? `  ·  ⚠️ ${reader.say('rates.too_old')}` : ''}`
}

function sourceLine(source: SourceState | null, settings: Settings, reader: Reader): string {
  const address = settings['rate.source']
  if (address === 'none') return reader.say('rates.no_source')
  const values = { address: escapeText(address), margin: settings['rate.margin_percent'] }
  const read = source?.fetchedAt
  if (!read && source?.failingSince) return reader.say('rates.source_failing', values)
  return read
    ? reader.say('rates.source', { ...values, at: reader.when(read), hours: settings['rate.stale_after_hours'] })
    : reader.say('rates.source_unread', values)
}

/** Why there is no rate: nobody has set one, and the source gives none, or none yet. */
function emptyText(source: SourceState | null, only: string | null, settings: Settings, reader: Reader): string {
  if (only) return reader.say('rates.none_of', { currency: only })
  if (settings['rate.source'] === 'none') return reader.say('rates.empty')
  return reader.say(source?.fetchedAt ? 'rates.empty_source' : 'rates.empty_unread', {
    shop: settings['shop.currency'],
  })
}

/** Every rate in force with where it comes from; `only`: of one currency. */
export function rateList(
  { page, source }: RateList,
  only: string | null,
  settings: Settings,
  mayChange: boolean,
  reader: Reader,
): Message {
  const shop = settings['shop.currency']
  const title = reader.say('rates.title', { shop })
  const lines = page.rows.map((rate) => rateLine(rate, shop, reader))
  const troubles = troubleLines(source, reader)
  const row: Button[] = [
    ...(mayChange ? [{ label: reader.say('rates.set'), operation: 'payments.rate', argument: only ?? '' }] : []),
    ...(only ? [{ label: reader.say('rates.all'), operation: 'payments.rates' }] : []),
  ]
  return {
    text: title,
    blocks: [
      header(title),
      ...(troubles.length > 0 ? [section(troubles.join('\n'))] : []),
      section(lines.join('\n') || emptyText(source, only, settings, reader)),
      context(sourceLine(source, settings, reader)),
      ...pageButtons(page, 'payments.rates', only ?? '', reader),
      ...(row.length > 0 ? [buttons(...row)] : []),
    ],
  }
}

/** Sets a rate by hand, or has it follow the source. */
export const rateModal = (currency: string, settings: Settings, reader: Reader): Modal => ({
  title: reader.say('rates.modal_title'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'payments.rate_save',
  blocks: [
    textInput('currency', {
      label: reader.say('field.currency'),
      hint: reader.say('rates.currency_hint'),
      value: currency,
      placeholder: 'USD',
    }),
    textInput('rate', {
      label: reader.say('payment.field.rate'),
      hint: reader.say('rates.rate_hint', { shop: settings['shop.currency'] }),
      placeholder: '7.12',
    }),
    textInput('reason', { label: reader.say('field.reason'), optional: true, long: true }),
  ],
})

/** What stands in the operations channel: that the source fails or its rates are too old, and later that this is over. */
export function rateAlertMessage({ trouble, since, over, error, publishedAt }: RateAlert, reader: Reader): Message {
  const text = reader.say(over ? `rates.alert.${trouble}_over` : `rates.alert.${trouble}`)
  const about = error
    ? refusalText(error, reader)
    : publishedAt && reader.say('rates.stale', { at: reader.when(publishedAt) })
  return {
    text,
    blocks: [
      section(over ? `🟢 ${text}` : [`🔴 ${text}`, about].filter(Boolean).join('\n')),
      context(reader.say('rates.alert.since', { when: reader.when(since) })),
      buttons({ label: reader.say('rates.open'), operation: 'payments.rates' }),
    ],
  }
}
