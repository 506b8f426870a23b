import { type RawBuilder, sql } from 'kysely'

/**
 * SQL that splits amounts by largest remainder, as `allocate` of shop/money.ts does. `parts` gives (family, what, line,
 * weight, amount): the amount, the same in all rows of one (family, what), is split over its lines in proportion to
 * their weights. Gives (family, what, line, share).
 */
export const allocated = (parts: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select family, what, line,
    (whole + case when rank <= amount - sum(whole) over split then 1 else 0 end)::bigint as share
  from (
    select *, row_number() over (partition by family, what order by remainder desc, line) as rank
    from (
      select *,
        case when total > 0 then div(amount::numeric * weight, total) when place = 1 then amount else 0 end as whole,
        case when total > 0 then mod(amount::numeric * weight, total) else 0 end as remainder
      from (
        select *, sum(weight) over (partition by family, what) as total,
          row_number() over (partition by family, what order by line) as place
        from (${parts}) parts
      ) weighed
    ) divided
  ) ranked
  window split as (partition by family, what)`
