import { conditions } from '../../analytics/alerts/conditions.ts'
import { figures } from '../../analytics/alerts/figures.ts'
import { type AlertTexts, boundNames, rearmChoices } from '../../analytics/alerts/form.ts'
import type { AlertRule } from '../../analytics/alerts/rules.ts'
import { windowNames } from '../../analytics/alerts/windows.ts'
import { figureTitle } from '../../analytics/alerts/words.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { channelLabel, type Modal } from '../blocks.ts'
import { channelInput, selectInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'

/** A rule as its form has it; of a new one what is most often wanted. */
function textsOf(rule: AlertRule | null, currency: string): AlertTexts {
  if (!rule) return { figure: 'sales.orders_placed', window: 'day', when: 'band.either', rearm: '24' }
  const { figure, bound } = rule
  return {
    name: rule.name ?? '',
    ...{ figure: figure.name, window: rule.window, when: `${bound.name}.${bound.side}` },
    value: conditions[bound.name].write(bound.value, figure.metric, currency),
    ...{ merchant: rule.merchant ?? '', rearm: String(rule.rearmHours) },
    ...(rule.channel && { channel: rule.channel }),
  }
}

/** The form of a rule. `own`: the only merchant whose figures are within reach. */
export function alertModal(rule: AlertRule | null, own: string | null, settings: Settings, reader: Reader): Modal {
  const currency = settings['shop.currency']
  const texts = textsOf(rule, currency)
  const label = (part: string) => reader.say(`alert.form.${part}` as Key)
  const usual = channelLabel(settings['channel.alerts'])
  const channel = own === null ? reader.say('alert.form.channel_hint', { channel: usual }) : label('channel_hint_own')
  const merchant = { label: label('merchant'), hint: label('merchant_hint'), optional: true }
  return {
    title: label(rule ? 'edit_title' : 'new_title'),
    submit: reader.say('button.save'),
    close: reader.say('button.cancel'),
    operation: 'alert.edit_save',
    argument: rule?.id ?? 'new',
    blocks: [
      selectInput('figure', {
        label: label('figure'),
        choices: figures
          .filter(({ perMerchant }) => own === null || perMerchant)
          .map((figure) => ({ label: figureTitle(figure, reader.locale), value: figure.name })),
        value: texts.figure,
      }),
      selectInput('window', {
        ...{ label: label('window'), hint: label('window_hint'), value: texts.window },
        choices: windowNames.map((name) => ({ label: reader.say(`alert.window.${name}`), value: name })),
      }),
      selectInput('when', {
        ...{ label: label('when'), value: texts.when },
        choices: boundNames.map((name) => ({ label: reader.say(`alert.when.${name}` as Key), value: name })),
      }),
      textInput('value', {
        ...{ label: label('value'), hint: reader.say('alert.form.value_hint', { currency }), optional: true },
        value: texts.value,
      }),
      ...(own === null ? [textInput('merchant', { ...merchant, value: texts.merchant })] : []),
      selectInput('rearm', {
        ...{ label: label('rearm'), value: texts.rearm },
        choices: rearmChoices.map((hours) => ({
          label: reader.say('alert.form.hours', { hours }),
          value: String(hours),
        })),
      }),
      channelInput('channel', { label: label('channel'), hint: channel, optional: true, value: texts.channel }),
      textInput('name', { label: label('name'), hint: label('name_hint'), optional: true, value: texts.name }),
    ],
  }
}
