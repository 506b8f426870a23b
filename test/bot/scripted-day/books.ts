/** Money in minor units, pieces as numbers: sums of what the script did, by plain arithmetic, never read from the product. */

export interface Line {
  readonly sku: string
  readonly quantity: number
  /** What a piece costs. */
  readonly unit: number
  /** What is off the line in all. */
  readonly off?: number
}

export interface Placed {
  readonly number: string
  readonly customer: string
  readonly lines: readonly Line[]
  readonly shipping?: number
  readonly tax?: number
  readonly currency?: string
  /** What hundred minor units of its currency are worth in those of the shop's. */
  readonly rate?: number
}

interface Payment {
  readonly method: string
  readonly amount: number
  readonly captured: boolean
}

interface Back {
  readonly goods: number
  readonly shipping: number
  /** It pays for the goods of an exchange, and reaches no gateway. */
  readonly carried?: true
}

/** An order as the script knows it. */
export interface BookedOrder extends Placed {
  cancelled: boolean
  readonly payments: Map<string, Payment>
  /** Pieces that left, and those that the customer no longer wants, by line. */
  readonly sent: number[]
  readonly dropped: number[]
  /** Refunds whose money went back, by their number. */
  readonly back: Map<string, Back>
}

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((one, other) => one + other, 0)
export const totalOf = ({ lines, shipping = 0, tax = 0 }: Placed): number =>
  sum(lines.map(({ quantity, unit, off = 0 }) => quantity * unit - off)) + shipping + tax

export const capturedOf = ({ payments }: Pick<BookedOrder, 'payments'>): number =>
  sum([...payments.values()].map(({ amount, captured }) => (captured ? amount : 0)))

/** An amount of an order's currency in the shop's, to the nearest minor unit. */
export const inShop = (amount: number, { rate = 100 }: Placed): number => Math.round((amount * rate) / 100)

/** Money as storefronts write it. */
export const money = (minor: number, currency = 'CNY'): string =>
  currency === 'JPY' ? String(minor) : (minor / 100).toFixed(2)

export function openBooks() {
  const orders = new Map<string, BookedOrder>()
  /** Pieces by SKU and kind of movement: on hand, and promised. */
  const moved = new Map<string, Map<string, [onHand: number, reserved: number]>>()

  function move(sku: string, kind: string, onHand: number, reserved = 0): void {
    const kinds = moved.get(sku)
    // What was never booked in is not counted.
    if (!kinds && kind !== 'adjust') return
    const [before, promised] = kinds?.get(kind) ?? [0, 0]
    moved.set(sku, (kinds ?? new Map()).set(kind, [before + onHand, promised + reserved]))
  }
  function order(number: string): BookedOrder {
    const found = orders.get(number)
    if (!found) throw new Error(`the script placed no order ${number}`)
    return found
  }
  const lineOf = (number: string, line: number): Line => {
    const found = order(number).lines[line - 1]
    if (!found) throw new Error(`order ${number} has no line ${line}`)
    return found
  }
  const left = ({ lines, sent, dropped }: BookedOrder, line: number): number =>
    (lines[line]?.quantity ?? 0) - (sent[line] ?? 0) - (dropped[line] ?? 0)

  return {
    ...{ orders, moved, move, order, left },
    onHand: (sku: string): number => sum([...(moved.get(sku)?.values() ?? [])].map(([onHand]) => onHand)),
    promised: (sku: string): number => sum([...(moved.get(sku)?.values() ?? [])].map(([, reserved]) => reserved)),
    place(placed: Placed): void {
      const none = () => placed.lines.map(() => 0)
      const empty = { cancelled: false, payments: new Map(), sent: none(), dropped: none(), back: new Map() }
      orders.set(placed.number, { ...placed, ...empty })
      for (const { sku, quantity } of placed.lines) move(sku, 'reserve', 0, quantity)
    },
    pay(number: string, id: string, method: string, amount = totalOf(order(number))): void {
      order(number).payments.set(id, { method, amount, captured: true })
    },
    fail(number: string, id: string, method: string, amount = totalOf(order(number))): void {
      order(number).payments.set(id, { method, amount, captured: false })
    },
    /** Pieces of a line leave; without a number all that are left. */
    ship(number: string, line: number, quantity = left(order(number), line - 1)): void {
      const one = order(number)
      one.sent[line - 1] = (one.sent[line - 1] ?? 0) + quantity
      move(lineOf(number, line).sku, 'ship', -quantity, -quantity)
    },
    /** The order ends before it has left: what was promised to it can be sold. */
    cancel(number: string): void {
      const one = order(number)
      one.cancelled = true
      for (const [at, { sku }] of one.lines.entries()) if (left(one, at) > 0) move(sku, 'release', 0, -left(one, at))
    },
    /** Pieces that were sent come back: good ones to the shelf, others to the bin. */
    comeBack(number: string, line: number, quantity: number, how: 'restock' | 'write_off'): void {
      move(lineOf(number, line).sku, how, how === 'restock' ? quantity : 0)
    },
    /** Money goes back by a refund, of goods and of shipping. */
    giveBack(number: string, refund: string, goods: number, shipping = 0): void {
      order(number).back.set(refund, { goods, shipping })
    },
    /** What goods that came back are worth pays for others. */
    exchange(number: string, refund: string, goods: number): void {
      order(number).back.set(refund, { goods, shipping: 0, carried: true })
    },
  }
}
