import type { Key } from './index.ts'

/** Every expected refusal has its words in the catalogue under `refusal.` and its code. */
export type RefusalCode = Key extends infer K ? (K extends `refusal.${infer Code}` ? Code : never) : never
