import { fileURLToPath } from 'node:url'
import { GlobalFonts } from '@napi-rs/canvas'

/** A character is looked for in the first family, then in the next: the subsets of one font have to differ in name. */
const families = ['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'chinese-simplified'].map((subset) => {
  const family = `Noto ${subset}`
  for (const weight of [400, 700]) {
    const file = import.meta.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${subset}-${weight}-normal.woff2`)
    if (!GlobalFonts.registerFromPath(fileURLToPath(file), family)) throw new Error(`cannot read ${file}`)
  }
  return `"${family}"`
})

/**
 * What pictures are written in: Western European, Vietnamese, Cyrillic and Chinese, regular and bold; for other letters what
 * the machine has, if anything (see glyphs.ts). For the threads that draw.
 */
export const fontFamily = [...families, 'sans-serif'].join(', ')
