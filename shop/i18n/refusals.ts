import type { refusals } from './en/refusals.ts'

/** Every expected refusal has its words in the catalogue under `refusal.` and its code. */
export type RefusalCode = keyof typeof refusals extends `refusal.${infer Code}` ? Code : never
