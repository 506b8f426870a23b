import type { en } from '../en/index.ts'
import { refusals } from './refusals.ts'
import { settings } from './settings.ts'

export const zhCN: Record<keyof typeof en, string> = { ...refusals, ...settings }
