import { ok, type Result, refuse } from '../result.ts'
import { idIn } from '../team/person.ts'
import { lateBy } from './late.ts'
import { type Filters, filterNames } from './narrowing.ts'
import { type OrderStatus, statusNamed } from './status.ts'

/** What a list of orders is narrowed to; all of it has to fit: also to the orders of which reports count something. */
export interface OrderFilters extends Filters {
  readonly status?: OrderStatus
  /** A customer's id, or part of a name, e-mail address or telephone number. */
  readonly customer?: string
  readonly sku?: string
  readonly tag?: string
  /** Whose it is: an id, or part of a name. */
  readonly assigned?: string
  /** Whether it is kept from leaving. */
  readonly held?: true
  /** Whether it stands where it is for too long; by name: whether reports count it as late so. */
  readonly late?: true | keyof typeof lateBy
  readonly since?: Temporal.Instant
  readonly until?: Temporal.Instant
  /** Each is part of the number, of the customer's name, or of the name of something ordered. */
  readonly words?: readonly string[]
}

/** Words that are filters by themselves, in every language. */
const HELD = ['held', '已暂缓', '暂缓']
const LATE = ['late', '逾期']
const ME = ['me', '我']
/** What a filter with a value is called besides its name. */
const called: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ 状态: 'status', 客户: 'customer', 商品: 'sku', 标签: 'tag', 负责人: 'assigned', 逾期: 'late' },
    ...{ 起: 'since', 止: 'until', 商家: 'merchant', 分类: 'category', 地区: 'region', 支付方式: 'method' },
  }),
)

/**
 * Reads filters as typed: `status:paid customer:lin sku:TEA-1 tag:vip assigned:me since:7d until:2026-03-31`, a status, `held`,
 * `late`, `late:shipment`, `late:delivery` or `late:overdue`, `merchant:`, `category:`, `region:` and `method:` by their ids as
 * reports narrow to them, and words; in Chinese `状态:已付款 客户:林 起:7d`. Days are those of the shop's zone, `me` is the reader. Refuses what it cannot read by name.
 */
export function parseOrderFilters(
  text: string,
  { timezone, me }: { timezone: string; me: string },
  now: Temporal.Instant,
): Result<OrderFilters> {
  const filters: { -readonly [K in keyof OrderFilters]: OrderFilters[K] } = {}
  const words: string[] = []
  for (const token of text.trim().split(/\s+/).filter(Boolean)) {
    const [, written = '', value] = /^(\w+|\p{sc=Han}+)[:：](.+)$/u.exec(token) ?? []
    const name = called.get(written) ?? (/^\w/.test(written) ? written : undefined)
    const malformed = refuse('order.filter_malformed', { text: token })
    if (name !== undefined && Object.hasOwn(filters, name)) return refuse('order.filter_twice', { name })
    if (name === undefined || value === undefined) {
      const status = statusNamed(token)
      if (HELD.includes(token.toLowerCase())) filters.held = true
      else if (LATE.includes(token.toLowerCase())) filters.late = true
      else if (status.ok) filters.status = status.value
      else words.push(token)
    } else if (name === 'status') {
      const status = statusNamed(value)
      if (!status.ok) return status
      filters.status = status.value
    } else if (isText(name)) filters[name] = value
    else if (name === 'late' && isLateBy(value)) filters.late = value
    else if (name === 'assigned')
      filters.assigned = ME.includes(value.toLowerCase()) ? me : (idIn(value) ?? value.replace(/^@/, ''))
    else if (name === 'since' || name === 'until') {
      const day = dayNamed(value, now.toZonedDateTimeISO(timezone).toPlainDate())
      if (!day) return malformed
      const from = name === 'since' ? day : day.add({ days: 1 })
      filters[name] = from.toZonedDateTime(timezone).toInstant()
    } else return malformed
  }
  return ok(words.length > 0 ? { ...filters, words: words.slice(0, 8) } : filters)
}

const texts = ['customer', 'sku', 'tag', ...filterNames] as const
const isText = (name: string): name is (typeof texts)[number] => texts.some((one) => one === name)

const isLateBy = (value: string): value is keyof typeof lateBy => Object.hasOwn(lateBy, value)

function dayNamed(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text === 'today') return today
  if (text === 'yesterday') return today.subtract({ days: 1 })
  const [, days] = /^(\d{1,4})d$/.exec(text) ?? []
  if (days) return today.subtract({ days: Math.max(0, Number(days) - 1) })
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
