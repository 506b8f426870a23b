import { reportNames, reports } from '../../analytics/reports/registry.ts'
import { scheduleText } from '../../analytics/subscriptions/schedule.ts'
import type { Subscription } from '../../analytics/subscriptions/subscription.ts'
import { periods } from '../../analytics/subscriptions/windows.ts'
import { locales } from '../../shop/i18n/index.ts'
import { isMember } from '../../shop/messages.ts'
import { filterNames } from '../../shop/orders/narrowing.ts'
import type { Modal } from '../blocks.ts'
import { channelInput, personInput, selectInput, textInput, yesNoInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'

/** What stands for the usual in a choice. */
export const USUAL_CHOICE = 'usual'

/**
 * The form of a scheduled report: a new one, or `subscription` with another content. `usual`: the schedule and zone of a
 * new one. `ofMerchant`: whoever fills it in has only reports of their merchant.
 */
export function subscriptionModal(
  subscription: Subscription | null,
  usual: { schedule: string; zone: string },
  ofMerchant: boolean,
  reader: Reader,
): Modal {
  const { say } = reader
  const usualOr = <T extends string>(key: 'report.period' | 'report.language', values: readonly T[]) =>
    [USUAL_CHOICE, ...values].map((value) => ({ value, label: say(`${key}.${value}` as 'report.period.usual') }))
  const names = reportNames.filter((name) => !ofMerchant || reports[name].filters.includes('merchant'))
  const { channel = '' } = subscription ?? {}
  const field = { optional: true }
  return {
    title: say(subscription ? 'report.form.change' : 'report.form.new'),
    submit: say('button.save'),
    close: say('button.cancel'),
    operation: subscription ? 'report.change_save' : 'report.schedule_save',
    argument: subscription?.id ?? '',
    blocks: [
      selectInput('report', {
        label: say('report.form.report'),
        choices: names.map((value) => ({ value, label: say(reports[value].title) })),
        value: subscription?.report ?? 'sales',
      }),
      textInput('schedule', {
        label: say('report.form.schedule'),
        hint: say('report.form.schedule_hint'),
        value: subscription ? scheduleText(subscription.schedule) : usual.schedule,
      }),
      textInput('zone', { label: say('report.form.zone'), value: subscription?.zone ?? usual.zone }),
      channelInput('channel', {
        ...{ ...field, label: say('report.form.channel'), hint: say('report.form.channel_hint') },
        ...(/^[CG][A-Z0-9]{2,}$/.test(channel) && { value: channel }),
      }),
      personInput('person', {
        ...{ ...field, label: say('report.form.person') },
        ...(isMember(channel) && { value: channel }),
      }),
      selectInput('period', {
        label: say('report.form.period'),
        choices: usualOr('report.period', periods),
        value: subscription?.period ?? USUAL_CHOICE,
      }),
      selectInput('language', {
        label: say('report.form.language'),
        choices: usualOr('report.language', locales),
        value: subscription?.locale ?? USUAL_CHOICE,
      }),
      yesNoInput('empty', {
        label: say('report.form.empty'),
        yes: say('report.form.empty_skip'),
        no: say('report.form.empty_post'),
        value: subscription?.skipEmpty ?? false,
      }),
      ...filterNames
        .filter((name) => name !== 'merchant' || !ofMerchant)
        .map((name) => {
          const value = subscription?.filters[name]
          const label = say(`report.form.filter.${name}`)
          return textInput(name, { ...field, label, hint: say('report.form.filter_hint'), ...(value && { value }) })
        }),
    ],
  }
}
