import type { Db } from '../../db/tables/index.ts'
import { denied } from '../access/member.ts'
import { audit } from '../audit.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import {
  type Acting,
  type Configured,
  changedMethod,
  entry,
  lockMethods,
  mayNotConfigure,
  type Problems,
  store,
} from './change.ts'
import { methodMeant, readMethods } from './methods.ts'
import { rulesSchema } from './rules.ts'

/** A method of the shop's own, as a person wrote it. */
export interface OwnAsked extends Acting {
  code: string
  name: string
  nameZh: string
}

const MOST_LETTERS = 60

/** One visible line that cannot break out of what surrounds it. */
const isName = (text: string): boolean =>
  text.length <= MOST_LETTERS && /[\p{L}\p{N}]/u.test(text) && !/[\p{C}\p{Zl}\p{Zp}`]/u.test(text)

function namesOf({ name, nameZh }: OwnAsked): { names: { en: string; zh: string }; problems: Record<string, Refusal> } {
  const names = { en: name.trim(), zh: nameZh.trim() }
  const bad = (text: string) => refuse('payment.name_malformed', { text, most: MOST_LETTERS })
  return {
    names,
    problems: {
      ...(!isName(names.en) && { name: bad(names.en) }),
      ...(!isName(names.zh) && { nameZh: bad(names.zh) }),
    },
  }
}

/** The code for a method of one's own, in small letters; refuses what is none and one that is in use. */
async function freeCode(db: Db, text: string): Promise<Result<string>> {
  const code = text.trim().toLowerCase()
  if (!/^[a-z][a-z0-9_]{1,30}$/.test(code)) return refuse('payment.code_malformed', { text })
  const taken = (await readMethods(db)).some((method) => method.code === code)
  return taken ? refuse('payment.code_taken', { code }) : ok(code)
}

/**
 * Adds a method of the shop's own, off until its rules are set and it is turned on. Names the fields that cannot be
 * taken: a code that is none or in use, names that are none.
 */
export async function addMethod(
  db: Db,
  asked: OwnAsked,
  now: Temporal.Instant,
): Promise<Result<Configured> | Problems> {
  const { names, problems } = namesOf(asked)
  const missing = denied(asked.member, 'payment.configure')
  if (missing) return missing
  const done = await transact(db, async (trx) => {
    await lockMethods(trx)
    const code = await freeCode(trx, asked.code)
    if (!code.ok) {
      problems.code = code
      return code
    }
    const [problem] = Object.values(problems)
    if (problem) return problem
    await store(trx, { code: code.value, names, enabled: false, rules: rulesSchema.parse({}) }, now)
    const after = { name: names.en, nameZh: names.zh }
    await audit(trx, { ...entry(asked, code.value), action: 'payment.added', after }, now)
    return changedMethod(trx, code.value)
  })
  return Object.keys(problems).length > 0 ? { ok: false, problems } : done
}

/** Gives a method of the shop's own other names. Refuses shipped ones, whose names are the catalogue's. */
export async function renameMethod(
  db: Db,
  asked: OwnAsked,
  now: Temporal.Instant,
): Promise<Result<Configured> | Problems> {
  const { names, problems } = namesOf(asked)
  const missing = denied(asked.member, 'payment.configure')
  if (missing) return missing
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  return transact(db, async (trx) => {
    await lockMethods(trx)
    const found = methodMeant(await readMethods(trx), asked.code)
    if (!found.ok) return found
    const { code, names: before } = found.value
    const refused = mayNotConfigure(asked.member, found.value)
    if (refused) return refused
    if (!before) return refuse('payment.name_fixed', { code })
    if (before.en === names.en && before.zh === names.zh) return ok({ ...found.value, changed: false, waits: null })
    await store(trx, { ...found.value, names }, now)
    const change = { before: { name: before.en, nameZh: before.zh }, after: { name: names.en, nameZh: names.zh } }
    await audit(trx, { ...entry(asked, code), action: 'payment.renamed', ...change }, now)
    return changedMethod(trx, code)
  })
}
