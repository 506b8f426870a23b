import { type Kysely, sql } from 'kysely'

/** The tree of categories, variants, and price changes with what waits for approval. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // `path`: the ids from the root down to the category itself, so that "everything below" needs no recursion.
  await sql`
    create table categories (
      id text primary key, name text not null, name_zh text, parent_id text references categories,
      path text[] not null check (path[cardinality(path)] = id), check (parent_id <> id)
    )`.execute(db)
  await sql`
    insert into categories (id, name, path)
    select distinct category, category, array[category] from products where category is not null`.execute(db)
  // Goods come from storefronts, files and people; a category that none of them has named before begins as a root.
  await sql`
    create function know_category() returns trigger language plpgsql as $$
    begin
      insert into categories (id, name, path) values (new.category, new.category, array[new.category])
      on conflict do nothing;
      return new;
    end $$`.execute(db)
  await sql`
    create trigger products_know_category before insert or update of category on products
    for each row when (new.category is not null) execute function know_category()`.execute(db)
  await sql`
    alter table products
      add foreign key (category) references categories,
      add column variant_of text references products,
      add column options jsonb not null default '{}',
      add check (variant_of <> sku)`.execute(db)
  // Goods of a category, and whether one is empty.
  await sql`create index products_by_category on products (category, sku)`.execute(db)
  // The variants of one product.
  await sql`create index products_by_group on products (variant_of, sku) where variant_of is not null`.execute(db)
  await sql`
    create table price_changes (
      id bigint generated always as identity primary key, sku text not null references products,
      before bigint not null check (before >= 0), after bigint not null check (after >= 0), currency text not null,
      state text not null check (state in ('waiting', 'applied', 'rejected', 'expired', 'withdrawn')),
      reason text, requested_by text, requested_at timestamptz not null, settled_at timestamptz
    )`.execute(db)
  // The prices of one product, newest first.
  await sql`create index price_changes_by_sku on price_changes (sku, id desc)`.execute(db)
  // At most one change of a product waits.
  await sql`create unique index price_changes_waiting on price_changes (sku) where state = 'waiting'`.execute(db)
}
