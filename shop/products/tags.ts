import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { denied, type Member } from '../access/member.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'
import { visible } from './product.ts'

const MOST_TAGS = 50
const MOST_LETTERS = 60

/** Tags as a person wrote them between commas, each once. Refuses more than the shop keeps. */
export function parseTags(text: string): Result<string[]> {
  const tags = text
    .split(/[,，、\n]/)
    .map((tag) => tag.trim())
    .filter(isVisible)
  const unlike = tags.filter((tag, at) => tags.findIndex((other) => other.toLowerCase() === tag.toLowerCase()) === at)
  const long = unlike.some((tag) => tag.length > MOST_LETTERS)
  const malformed: Refusal = refuse('product.tags_malformed', { most: MOST_TAGS, letters: MOST_LETTERS })
  return long || unlike.length > MOST_TAGS ? malformed : ok(unlike)
}

/** Every tag with how many goods carry it, the most frequent first. */
export async function listTags(
  db: Db,
  member: Member,
  request: PageRequest,
): Promise<Result<Page<{ tag: string; count: number }>>> {
  const missing = denied(member, 'catalogue.view')
  if (missing) return missing
  const page = await pageByPosition(request, async (limit, offset) => {
    const { rows } = await sql<{ tag: string; count: number }>`
      select unnest(tags) as tag, count(*)::integer as count from products where ${visible(member)}
      group by 1 order by 2 desc, 1 limit ${limit} offset ${offset}`.execute(db)
    return rows
  })
  return ok(page)
}
