import { isRole, roles } from '../access/roles.ts'
import { parseAmount, toDecimal } from '../money.ts'
import { nearest } from '../nearest.ts'
import { currencyNamed } from '../rates/set.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Field, type FormName, field, itemsOf, readByCurrency, readEach } from './field.ts'
import { methodMeant } from './methods.ts'
import { STOREFRONT } from './rules.ts'

const regionField = (name: 'allowedRegions' | 'refusedRegions') =>
  field({
    name,
    form: 'limits',
    control: 'lines',
    read(text, { draft }) {
      const read = readEach(itemsOf(text), (region) =>
        region.length <= 40 && !/[\p{C}`]/u.test(region)
          ? ok(region)
          : refuse('payment.region_malformed', { text: region }),
      )
      const both = read.ok && name === 'refusedRegions' && read.value.find((one) => draft.allowedRegions.includes(one))
      return both ? refuse('payment.region_in_both', { region: both }) : read
    },
    write: (regions) => regions.join(', '),
  })

const countField = (name: 'perCustomer' | 'perDay' | 'perCustomerDay') =>
  field({
    name,
    form: 'limits',
    control: 'line',
    read(text) {
      if (text === '') return ok(null)
      const count = /^\d{1,7}$/.test(text) ? Number(text) : 0
      return count > 0 ? ok(count) : refuse('payment.count_malformed', { text })
    },
    write: (count) => (count === null ? '' : String(count)),
  })

const roleField = (name: 'configureRoles' | 'takeRoles' | 'refundRoles') => {
  const allowed = [...roles.filter((role) => role !== 'visitor'), ...(name === 'takeRoles' ? [STOREFRONT] : [])]
  return field({
    name,
    form: 'terms',
    control: 'roles',
    read: (text) =>
      readEach(itemsOf(text.toLowerCase()), (role) =>
        allowed.includes(role as never) && (role === STOREFRONT || isRole(role))
          ? ok(role)
          : refuse('payment.role_unknown', { text: role, nearest: nearest(role.slice(0, 20), allowed)[0] ?? '' }),
      ),
    write: (list) => list.join(', '),
  })
}

/** An amount, or `-` for none. */
const bound = (text: string, currency: string): Result<bigint | null> =>
  /^[-–—]$/.test(text) ? ok(null) : parseAmount(text, currency)

/** Every rule that a form can set, in the order of the forms. A rule may be read with what those before it said. */
export const fields: readonly Field[] = [
  field({
    name: 'currencies',
    form: 'limits',
    control: 'line',
    read: (text) => readEach(itemsOf(text.replaceAll(/\s+/g, ',')), currencyNamed),
    write: (currencies) => currencies.join(', '),
  }),
  field({
    name: 'amounts',
    form: 'limits',
    control: 'lines',
    read: (text, context) =>
      readByCurrency(text, context, (amounts, currency, line) => {
        const [from = '-', to = '-'] = amounts
        if (amounts.length === 0 || amounts.length > 2) return refuse('payment.bounds_malformed', { text: line })
        const [least, most] = [bound(from, currency), bound(to, currency)]
        if (!least.ok) return least
        if (!most.ok) return most
        return least.value !== null && most.value !== null && least.value > most.value
          ? refuse('payment.bounds_crossed', { least: least.value, most: most.value, currency })
          : ok({ least: least.value, most: most.value })
      }),
    write: (amounts) => {
      const text = (value: bigint | null, currency: string) => (value === null ? '-' : toDecimal(value, currency))
      return Object.entries(amounts)
        .map(([currency, { least, most }]) => `${currency} ${text(least, currency)} ${text(most, currency)}`)
        .join('\n')
    },
  }),
  regionField('allowedRegions'),
  regionField('refusedRegions'),
  countField('perCustomer'),
  countField('perCustomerDay'),
  countField('perDay'),
  roleField('configureRoles'),
  roleField('takeRoles'),
  roleField('refundRoles'),
  field({
    name: 'feePercent',
    form: 'terms',
    control: 'line',
    read(text) {
      const percent = text.replace(/\s*%$/, '') || '0'
      return /^\d{1,2}(\.\d{1,4})?$/.test(percent) ? ok(percent) : refuse('payment.percent_malformed', { text })
    },
    write: (percent) => percent,
  }),
  field({
    name: 'feeFixed',
    form: 'terms',
    control: 'lines',
    read: (text, context) =>
      readByCurrency(text, context, (amounts, currency, line) =>
        amounts.length === 1
          ? parseAmount(amounts[0] ?? '', currency)
          : refuse('payment.fee_malformed', { text: line }),
      ),
    write: (fixed) =>
      Object.entries(fixed)
        .map(([currency, fee]) => `${currency} ${toDecimal(fee, currency)}`)
        .join('\n'),
  }),
  field({
    name: 'feePayer',
    form: 'terms',
    control: 'payer',
    read: (text) =>
      text === '' || text === 'shop'
        ? ok('shop')
        : text === 'customer'
          ? ok(text)
          : refuse('payment.payer_unknown', { text }),
    write: (payer) => payer,
  }),
  field({
    name: 'afterSales',
    form: 'terms',
    control: 'method',
    read(text, { code, methods }) {
      if (text === '' || text.toLowerCase() === 'same') return ok(null)
      const meant = methodMeant(methods, text)
      return meant.ok ? ok(meant.value.code === code ? null : meant.value.code) : meant
    },
    write: (code) => code ?? 'same',
  }),
]

/** Fields by the names of a form. */
export const fieldsOf = (form: FormName): readonly Field[] => fields.filter((one) => one.form === form)
