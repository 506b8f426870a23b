import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'

export const levelNames = ['warning', 'safety', 'minimum'] as const
export type LevelName = (typeof levelNames)[number]

/**
 * Ordered warning >= safety >= minimum. Goods are low when available < safety; they sell down to the minimum and no
 * further.
 */
export type Levels = Record<LevelName, number>
/** Of one product; null follows the settings. */
export type OwnLevels = Record<LevelName, number | null>

interface LevelColumns {
  warning_level: number | null
  safety_level: number | null
  minimum_level: number | null
}

export const ownLevels = (row: LevelColumns): OwnLevels => ({
  warning: row.warning_level,
  safety: row.safety_level,
  minimum: row.minimum_level,
})

/** The levels that apply: a product's own, or else those of the settings. */
export const levelsInForce = (own: OwnLevels, settings: Settings): Levels => ({
  warning: own.warning ?? settings['stock.warning_level'],
  safety: own.safety ?? settings['stock.safety_level'],
  minimum: own.minimum ?? settings['stock.minimum_level'],
})

/** What an order has to leave available: the minimum, or nothing at all where the settings allow back orders. */
export const leastLeft = (row: LevelColumns, settings: Settings): number =>
  settings['stock.back_orders'] ? Number.NEGATIVE_INFINITY : levelsInForce(ownLevels(row), settings).minimum

export const mostPieces = 1_000_000

/** Reads levels as a person wrote them; empty follows the settings. Refuses what is no count, and a wrong order. */
export function parseLevels(texts: Record<LevelName, string | null>, settings: Settings): Result<OwnLevels> {
  const own: OwnLevels = { warning: null, safety: null, minimum: null }
  for (const level of levelNames) {
    const text = texts[level]?.trim() ?? ''
    if (text === '') continue
    if (!/^\d{1,7}$/.test(text) || Number(text) > mostPieces)
      return refuse('stock.level_malformed', { level, text, most: mostPieces })
    own[level] = Number(text)
  }
  const { warning, safety, minimum } = levelsInForce(own, settings)
  if (warning < safety || safety < minimum) return refuse('stock.levels_disordered', { warning, safety, minimum })
  return ok(own)
}
