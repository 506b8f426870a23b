import { at, named } from './acts.ts'
import type { Day } from './day.ts'

/** What dollars are worth today, before anybody buys in them. */
export async function ratesAreSet(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says('/payments rate USD 7.12 -- contract', '7.12')
  await mei.says('/payments rates')
  await mei.presses('payments.rate')
  await mei.fills({ currency: 'EUR', rate: '8.2' })
  await mei.says('/payments rates EUR', '8.2')
}

/** Methods are limited, named, turned off and on, with and without a second pair of eyes. */
export async function methodsAreKept(day: Day): Promise<void> {
  const [mei, zhao] = [at(day, 'mei'), at(day, 'zhao')]
  await mei.says('/payments', 'Alipay')
  await mei.says('/payments on stripe', 'on')
  await mei.says('/payments off stripe -- contract ends', 'off')
  await mei.says('/payments edit bank_card')
  await mei.fills({ perDay: '5000', amounts: 'CNY 1 50000', reason: 'the bank says so' })
  await mei.says('/payments edit wallet terms')
  await mei.fills({ feePercent: '0.6' })
  await mei.says('/payments add pay_later')
  await mei.fills({ name: 'Pay later', nameZh: '先买后付' })
  await mei.says('/payments edit pay_later name')
  await mei.fills({ name: 'Later' })
  await mei.says('/payments pay_later', 'Later')
  await mei.says('/payments check c01 100', 'Alipay')
  await mei.says('/payments history bank_card', 'the bank says so')
  await mei.says('/settings set payment.approval yes')
  const wanted = async (command: string) => named(await mei.says(`/payments ${command} -- try`), /C\d+/)
  const allowed = await wanted('on pay_later')
  await zhao.says('/payments waiting', allowed)
  await zhao.says(`/payments approve ${allowed}`)
  await zhao.says(`/payments reject ${await wanted('on stripe')}`)
  await zhao.fills({ reason: '再等等' })
  await mei.says(`/payments withdraw ${await wanted('on stripe')}`)
  await zhao.says(`/settings approve ${named(await mei.says('/settings set payment.approval no'), /C\d+/)}`)
}
