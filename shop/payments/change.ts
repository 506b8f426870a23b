import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { audit } from '../audit.ts'
import { type Outcome, type Wanted, waitOrGo } from '../changes/ask.ts'
import type { Jobs } from '../jobs.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { transact } from '../transact.ts'
import type { FieldContext, FormName } from './field.ts'
import { fieldsOf } from './fields.ts'
import { type LockOut, lockOuts } from './lock-outs.ts'
import { methodMeant, readMethods } from './methods.ts'
import type { MethodRules, PaymentMethod } from './rules.ts'

/** What a change came by. */
export interface Acting {
  member: Member
  reason?: string | null
  via: string
  /** Somebody else has agreed: it waits no more. */
  approved?: true
}

/** What the audit calls a method. */
export const methodSubject = (code: string) => `payment:${code}`

/** Fields of a form that cannot be taken, each with why. */
export interface Problems {
  readonly ok: false
  readonly problems: Readonly<Record<string, Refusal>>
}

/**
 * Why somebody may not configure a method: for want of the permission, or of one of the roles that the method is limited
 * to. Administrators always may, so that a method cannot lock everyone out.
 */
export function mayNotConfigure(member: Member, { code, rules: { configureRoles } }: PaymentMethod): Refusal | null {
  const missing = denied(member, 'payment.configure')
  if (missing || configureRoles.length === 0 || member.roles.includes('admin')) return missing
  return member.roles.some((role) => configureRoles.includes(role))
    ? null
    : refuse('payment.role_may_not_configure', { code, roles: configureRoles })
}

/**
 * Turns a method on or off; doing so again records nothing. Turning on waits for approval where the settings ask for it;
 * off never does, since it may have to be quick. Refuses an unknown method and who may not configure it.
 */
export const turnMethod = (
  db: Db,
  jobs: Jobs,
  asked: Acting & { method: string; on: boolean },
  now: Temporal.Instant,
): Promise<Result<Configured>> =>
  transact(db, async (trx) => {
    const found = await locked(trx, asked, asked.method)
    if (!found.ok) return found
    const { method } = found.value
    if (method.enabled === asked.on) return ok({ ...method, changed: false, waits: null })
    const action = asked.on ? 'payment.turned_on' : 'payment.turned_off'
    const wanted = { what: 'turn_on' as const, asked: { method: method.code }, before: {}, after: {} }
    const waits = asked.on ? await waiting(trx, jobs, asked, { ...wanted, code: method.code }, now) : ok(null)
    if (!waits.ok) return waits
    if (waits.value) return ok({ ...method, changed: false, waits: waits.value })
    await store(trx, { ...method, enabled: asked.on }, now)
    await audit(trx, { ...entry(asked, method.code), action }, now)
    return changedMethod(trx, method.code)
  })

/** A method, with what became of changing it. */
export type Configured = PaymentMethod & Outcome

/** What a change of a method waits under, where it is to wait. */
const waiting = (
  trx: Trx,
  jobs: Jobs,
  { member, reason, via, approved }: Acting,
  { code, ...wanted }: Pick<Wanted, 'what' | 'asked' | 'before' | 'after'> & { code: string },
  now: Temporal.Instant,
): Promise<Result<string | null>> | Result<null> =>
  approved
    ? ok(null)
    : waitOrGo(
        trx,
        jobs,
        {
          ...{ kind: 'payment', about: code, action: 'payment.change_asked', subject: methodSubject(code) },
          ...{ ...wanted, member: member.id, reason, via },
        },
        now,
      )

/** What was written in one of a method's forms. `version`: of the method from which the form was drawn. */
export interface FormAsked extends Acting {
  method: string
  form: FormName
  version: string
  fields: Readonly<Record<string, string>>
  /** The warnings that were seen, between commas. */
  accepted?: string
}

/** What has to be thought over before it is saved all the same. */
export interface Warned {
  readonly ok: false
  readonly warnings: readonly LockOut[]
}

/**
 * Sets what one form of a method says; a field left empty lifts its rule. Refuses an unknown method, who may not configure
 * it, and a form drawn before somebody else's change; names every field that cannot be taken, and whom it would keep out,
 * unless that is accepted. Gives the method.
 */
export function changeRules(
  db: Db,
  jobs: Jobs,
  asked: FormAsked,
  now: Temporal.Instant,
): Promise<Result<Configured> | Problems | Warned> {
  const problems: Record<string, Refusal> = {}
  let warnings: readonly LockOut[] = []
  return transact(db, async (trx) => {
    const found = await locked(trx, asked, asked.method)
    if (!found.ok) return found
    const { method } = found.value
    if (method.version !== asked.version) return refuse('payment.changed_meanwhile', { code: method.code })
    const draft = draftOf(asked, found.value, problems)
    const [problem] = Object.values(problems)
    if (problem) return problem
    const differing = fieldsOf(asked.form).filter(({ name, write }) => write(draft[name]) !== write(method.rules[name]))
    if (differing.length === 0) return ok({ ...method, changed: false, waits: null })
    warnings = asked.approved ? [] : await lockOuts(trx, asked.member, method.rules, draft, now)
    if (warnings.join() === (asked.accepted ?? '')) warnings = []
    if (warnings.length > 0) return ok({ ...method, changed: false, waits: null })
    const texts = (rules: MethodRules) =>
      Object.fromEntries(differing.map(({ name, write }) => [name, write(rules[name])]))
    const change = { before: texts(method.rules), after: texts(draft) }
    const { form, version, fields } = asked
    const wanted = { what: 'rules' as const, asked: { method: method.code, form, version, fields }, ...change }
    const waits = await waiting(trx, jobs, asked, { ...wanted, code: method.code }, now)
    if (!waits.ok) return waits
    if (waits.value) return ok({ ...method, changed: false, waits: waits.value })
    await store(trx, { ...method, rules: draft }, now)
    await audit(trx, { ...entry(asked, method.code), action: 'payment.changed', ...change }, now)
    return changedMethod(trx, method.code)
  }).then((done) => {
    if (Object.keys(problems).length > 0) return { ok: false, problems }
    return warnings.length > 0 ? { ok: false, warnings } : done
  })
}

/** The rules as the form has them; puts each field that cannot be read among the problems. */
function draftOf(
  asked: Pick<FormAsked, 'form' | 'fields'>,
  { method, methods }: Found,
  problems: Record<string, Refusal>,
): MethodRules {
  let draft = method.rules
  for (const { name, read } of fieldsOf(asked.form)) {
    const context: FieldContext = { code: method.code, methods, draft }
    const value = read((asked.fields[name] ?? '').trim(), context)
    if (value.ok) draft = { ...draft, [name]: value.value }
    else problems[name] = value
  }
  return draft
}

interface Found {
  method: PaymentMethod
  methods: readonly PaymentMethod[]
}

/** The method meant, with changes of methods queueing up behind it. Reading goes on meanwhile. */
async function locked(trx: Trx, { member }: Acting, text: string): Promise<Result<Found>> {
  const missing = denied(member, 'payment.configure')
  if (missing) return missing
  await lockMethods(trx)
  const methods = await readMethods(trx)
  const found = methodMeant(methods, text)
  if (!found.ok) return found
  return mayNotConfigure(member, found.value) ?? ok({ method: found.value, methods })
}

/** Has changes of methods follow one another, until the transaction ends. */
export const lockMethods = (trx: Trx) => sql`lock table payment_methods in exclusive mode`.execute(trx)

export const entry = ({ member, reason, via }: Acting, code: string) => ({
  member: member.id,
  subject: methodSubject(code),
  reason,
  via,
})

/** Keeps a method as it is from now on. */
export async function store(
  trx: Trx,
  { code, names, enabled, rules }: Omit<PaymentMethod, 'version'>,
  now: Temporal.Instant,
): Promise<void> {
  const row = {
    name: names?.en ?? null,
    name_zh: names?.zh ?? null,
    enabled,
    rules: JSON.stringify(rules, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    updated_at: now,
  }
  await trx
    .insertInto('payment_methods')
    .values({ code, ...row })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute()
}

/** A method as it has become. */
export async function changedMethod(trx: Trx, code: string): Promise<Result<Configured>> {
  const found = methodMeant(await readMethods(trx), code)
  return found.ok ? ok({ ...found.value, changed: true, waits: null }) : found
}
