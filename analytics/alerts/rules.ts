import type { Selectable } from 'kysely'
import type { KeptWatch } from '../../db/tables/alerts.ts'
import type { Db, Tables } from '../../db/tables/index.ts'
import { merchantMembersWho } from '../../shop/access/members.ts'
import { type Page, type PageRequest, pageByPosition } from '../../shop/pages.ts'
import { demand, ok, type Result, refuse } from '../../shop/result.ts'
import type { Bound, ConditionName, Reading } from './conditions.ts'
import { type AlertFigure, figureNamed } from './figures.ts'
import type { PresetName } from './presets.ts'
import type { WindowName } from './windows.ts'

/** What is watched: a figure of the whole shop or of a merchant, over a time, and from where on that is told. */
export interface Watch {
  readonly figure: AlertFigure
  readonly merchant: string | null
  readonly window: WindowName
  readonly bound: Bound
}

/** A watch with what it is called: by its own name, or as it was shipped, or else by what it watches. */
export interface NamedWatch extends Watch {
  readonly name: string | null
  readonly preset: PresetName | null
  /** What people call its merchant; null without one, or where it is gone. */
  readonly merchantName: string | null
}

/** A rule as it stands. */
export interface AlertRule extends NamedWatch {
  readonly id: string
  /** How long after an episode no other begins. */
  readonly rearmHours: number
  /** An own channel; null: that of the settings, or of a merchant's rule its owner. */
  readonly channel: string | null
  readonly owner: string | null
  /** The latest slot that was looked at, and what was found; null before the first. */
  readonly last: { readonly slot: Temporal.Instant; readonly reading: Reading } | null
  readonly snoozedUntil: Temporal.Instant | null
  readonly muted: { readonly at: Temporal.Instant; readonly by: string | null } | null
}

type Row = Selectable<Tables['alert_rules']> & { merchant_name: string | null }

/** A watch as it is kept, with the names that there are. */
export const watchOf = ({ figure, merchant, window, bound }: KeptWatch): Watch => ({
  figure: demand(figureNamed(figure)),
  ...{ merchant, window: window as WindowName, bound: bound as Bound & { name: ConditionName } },
})

/** The same as it is kept. */
export const keptWatch = ({ figure, merchant, window, bound }: Watch): KeptWatch => ({
  ...{ figure: figure.name, merchant, window, bound },
})

export const ruleOf = (row: Row): AlertRule => ({
  id: String(row.id),
  ...watchOf({ figure: row.figure, merchant: row.merchant_id, window: row.span, bound: row.bound }),
  ...{ name: row.name, preset: row.preset as PresetName | null, merchantName: row.merchant_name },
  ...{ rearmHours: row.rearm_hours, channel: row.channel, owner: row.owner },
  last: row.evaluated_at && row.reading ? { slot: row.evaluated_at, reading: row.reading } : null,
  snoozedUntil: row.snoozed_until,
  muted: row.muted_at && { at: row.muted_at, by: row.muted_by },
})

/** Who stands for a merchant. */
export const peopleOf = (db: Db, merchant: string) =>
  db.selectFrom('members').select('id').where('merchant_id', '=', merchant).where('deactivated_at', 'is', null)

/**
 * Where a rule's messages go (see `channelOf`): its own channel; to its owner where they watch the merchant that they stand
 * for, as long as they may see its reports; else that of the settings.
 */
export async function addressOf(
  db: Db,
  { channel, merchant, owner }: AlertRule,
  now: Temporal.Instant,
): Promise<string> {
  if (channel !== null || merchant === null || owner === null) return channel ?? 'channel.alerts'
  const own = await merchantMembersWho(db, merchant, 'report.view', now)
  return own.includes(owner) ? owner : 'channel.alerts'
}

/** The rules there are, as a query to be narrowed; where a merchant is given those that its own people have made. */
export const ruleRows = (db: Db, merchant: string | null = null) =>
  db
    .selectFrom('alert_rules')
    .selectAll()
    .select((eb) => eb.selectFrom('merchants').select('name').whereRef('id', '=', 'merchant_id').as('merchant_name'))
    .where('removed_at', 'is', null)
    .$if(merchant !== null, (query) =>
      query.where('merchant_id', '=', merchant).where('owner', 'in', peopleOf(db, merchant ?? '')),
    )
    .orderBy('id')

/** The same as they stand, oldest first. */
export const listRules = async (db: Db, merchant: string | null = null): Promise<AlertRule[]> =>
  (await ruleRows(db, merchant).execute()).map(ruleOf)

/** A page of the same. */
export async function pageRules(db: Db, merchant: string | null, request: PageRequest): Promise<Page<AlertRule>> {
  const read = (limit: number, offset: number) => ruleRows(db, merchant).limit(limit).offset(offset).execute()
  const page = await pageByPosition(request, read)
  return { ...page, rows: page.rows.map(ruleOf) }
}

/** The rule of a number as a person or a button wrote it; refuses one that is not within reach. */
export async function ruleNumbered(db: Db, text: string, merchant: string | null): Promise<Result<AlertRule>> {
  const id = text.trim().replace(/^#/, '')
  const row = /^\d{1,18}$/.test(id)
    ? await ruleRows(db, merchant).where('id', '=', BigInt(id)).executeTakeFirst()
    : undefined
  return row ? ok(ruleOf(row)) : refuse('alert.unknown', { id: text })
}
