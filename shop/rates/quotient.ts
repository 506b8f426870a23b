/** How many significant digits a computed rate has. */
const SIGNIFICANT = 10

const lengthOf = (value: bigint): number => String(value).length
const tens = (count: number): bigint => 10n ** BigInt(count)

/** An unsigned decimal as an integer and how many of its digits are decimals. */
function scaled(decimal: string): { digits: bigint; decimals: number } {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return { digits: BigInt(whole + fraction), decimals: fraction.length }
}

/**
 * The product of some positive decimals divided by the product of others, computed exactly and rounded once: to 10
 * significant digits, half up, but never before the point. Throws a RangeError where a factor is zero.
 */
export function quotient(over: readonly string[], under: readonly string[]): string {
  let [top, bottom] = [1n, 1n]
  for (const { digits, decimals } of over.map(scaled)) {
    top *= digits
    bottom *= tens(decimals)
  }
  for (const { digits, decimals } of under.map(scaled)) {
    bottom *= digits
    top *= tens(decimals)
  }
  if (top === 0n || bottom === 0n) throw new RangeError(`${over.join(' * ')} / (${under.join(' * ')}) is no rate`)

  const longer = lengthOf(top) - lengthOf(bottom)
  const reaches = longer >= 0 ? top >= bottom * tens(longer) : top * tens(-longer) >= bottom
  const places = Math.max(0, SIGNIFICANT - (reaches ? longer + 1 : longer))
  const rounded = (2n * top * tens(places) + bottom) / (2n * bottom)
  if (places === 0) return String(rounded)
  const text = String(rounded).padStart(places + 1, '0')
  return `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/\.?0+$/, '')
}
