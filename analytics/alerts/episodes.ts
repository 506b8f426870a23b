import type { Db } from '../../db/tables/index.ts'
import { type Page, type PageRequest, pageByPosition } from '../../shop/pages.ts'
import type { Reading } from './conditions.ts'
import type { PresetName } from './presets.ts'
import { type NamedWatch, peopleOf, watchOf } from './rules.ts'

/** A time over which a figure was beyond its bound. */
export interface Episode {
  readonly id: string
  readonly ruleId: string
  /** What the rule watched then. */
  readonly watch: NamedWatch
  readonly beganAt: Temporal.Instant
  readonly reading: Reading
  /** How it ended and what the figure was then, where it recovered; null while it goes on. */
  readonly end: { readonly at: Temporal.Instant; readonly ending: Ending; readonly reading: Reading | null } | null
  /** Until when its rule tells nothing. */
  readonly snoozedUntil: Temporal.Instant | null
  /** What was found last. */
  readonly latest: Reading | null
}

export type Ending = 'recovered' | 'muted' | 'changed' | 'removed'

const episodeRows = (db: Db) =>
  db
    .selectFrom('alert_episodes as episode')
    .innerJoin('alert_rules as rule', 'rule.id', 'episode.rule_id')
    .selectAll('episode')
    .leftJoin('merchants', 'merchants.id', 'rule.merchant_id')
    .select([
      'rule.snoozed_until',
      'rule.reading as latest',
      'merchants.id as merchant_id',
      'merchants.name as merchant_name',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof episodeRows>['executeTakeFirstOrThrow']>>

const episodeOf = (row: Row): Episode => ({
  ...{ id: String(row.id), ruleId: String(row.rule_id), beganAt: row.began_at, reading: row.reading },
  watch: {
    ...watchOf(row.rule),
    ...{ name: row.rule.name, preset: row.rule.preset as PresetName | null },
    // The rule may watch another merchant since.
    merchantName: row.merchant_id === row.rule.merchant ? row.merchant_name : null,
  },
  end: row.ended_at && { at: row.ended_at, ending: row.ending as Ending, reading: row.last_reading },
  ...{ snoozedUntil: row.ended_at ? null : row.snoozed_until, latest: row.ended_at ? null : row.latest },
})

/** The episode of an id; null where there is none. */
export async function findEpisode(db: Db, id: string): Promise<Episode | null> {
  const row = await episodeRows(db).where('episode.id', '=', BigInt(id)).executeTakeFirst()
  return row ? episodeOf(row) : null
}

/** The episodes that go on, by the number of their rule. */
export async function openEpisodes(db: Db): Promise<Map<string, Episode>> {
  const rows = await episodeRows(db).where('episode.ended_at', 'is', null).execute()
  return new Map(rows.map(episodeOf).map((episode) => [episode.ruleId, episode]))
}

/** How many go on. */
export async function countOpenEpisodes(db: Db): Promise<bigint> {
  const { count } = await db
    .selectFrom('alert_episodes')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Episodes, newest first: of one rule, or of all; where a merchant is given of those that its own people have made. */
export async function listEpisodes(
  db: Db,
  { rule, merchant }: { rule: string | null; merchant: string | null },
  request: PageRequest,
): Promise<Page<Episode>> {
  const page = await pageByPosition(request, (limit, offset) =>
    episodeRows(db)
      .$if(rule !== null, (query) => query.where('episode.rule_id', '=', BigInt(rule ?? '0')))
      .$if(merchant !== null, (query) =>
        query.where('rule.merchant_id', '=', merchant).where('rule.owner', 'in', peopleOf(db, merchant ?? '')),
      )
      .orderBy('episode.began_at', 'desc')
      .orderBy('episode.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
  )
  return { ...page, rows: page.rows.map(episodeOf) }
}
