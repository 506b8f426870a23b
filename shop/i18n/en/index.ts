import { refusals } from './refusals.ts'
import { settings } from './settings.ts'

/** The English catalogue; its keys are the keys of every other. One file a feature. */
export const en = { ...refusals, ...settings } as const
