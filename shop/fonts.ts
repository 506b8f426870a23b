import { fileURLToPath } from 'node:url'
import { GlobalFonts } from '@napi-rs/canvas'

/** A character is looked for in the first family, then in the next: the subsets of one font have to differ in name. */
for (const subset of ['latin', 'chinese-simplified'])
  for (const weight of [400, 700]) {
    const file = import.meta.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-${weight}-normal.woff2`)
    if (!GlobalFonts.registerFromPath(fileURLToPath(file), `Noto ${subset}`)) throw new Error(`cannot read ${file}`)
  }

/** What pictures are written in: Latin and Chinese, regular and bold. For the threads that draw. */
export const fontFamily = '"Noto latin", "Noto chinese-simplified", sans-serif'
