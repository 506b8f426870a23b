/** One spelling for comparing: full-width, case and blanks do not matter. */
const plain = (region: string): string => region.normalize('NFKC').trim().toLowerCase()

/** The first of these regions that another one is or lies in: `CN` holds `CN` and `cn-31`, 上海 only 上海. */
export const regionAmong = (regions: readonly string[], region: string): string | undefined =>
  regions.find((one) => plain(region) === plain(one) || plain(region).startsWith(`${plain(one)}-`))
