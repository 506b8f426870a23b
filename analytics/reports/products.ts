import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { filterNames, UNCATEGORIZED } from '../../shop/orders/narrowing.ts'
import { categoryLabel } from '../../shop/products/categories.ts'
import { productsChart } from '../charts/products.ts'
import { type Figures, sumOf } from './metrics.ts'
import {
  type ProductSums,
  productSums,
  readCategorySales,
  readProductBuckets,
  readTopProducts,
} from './product-facts.ts'
import { readProductsNow } from './product-stock.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition } from './report.ts'
import { hasPast } from './scope.ts'
import { arrange } from './slots.ts'

/** What was sold, returned and reviewed, by product and by category, and how long stock lasts. */
export const products: ReportDefinition = {
  name: 'products',
  title: 'report.products',
  keyFigures: ['gross_sales', 'units', 'returned_units', 'reviews', 'average_rating'],
  row: {
    key: 'sku',
    title: 'report.product',
    figures: ['gross_sales', 'units', 'returned_units', 'available', 'days_of_cover', 'reviews', 'average_rating'],
  },
  besides: [
    {
      ...{ name: 'categories', heading: 'report.by_category', key: 'category', title: 'report.category' },
      figures: ['gross_sales', 'units'],
      nameWords: (locale, name) => (name === UNCATEGORIZED ? t(locale, 'report.uncategorized') : name),
    },
  ],
  records: orderRecords,
  filters: filterNames,
  chart: productsChart,
  async read(db, query) {
    const [sums, goods, sold, names, past] = await Promise.all([
      readProductBuckets(db, query),
      readTopProducts(db, query),
      readCategorySales(db, query),
      readCategoryNames(db),
      hasPast(db, query),
    ])
    const { before, window, points, pointsBefore } = arrange(sums, query)
    const known = await readProductsNow(
      db,
      goods.map(({ sku }) => sku),
      query,
    )
    const figures = (rows: readonly ProductSums[]) => productFigures(sumOf(rows, productSums))
    const categories = sold.map(({ category, ...of }) => ({ name: category, label: names.get(category), figures: of }))
    return {
      totals: figures(window),
      previous: past ? figures(before) : null,
      series: points.map(figures),
      previousSeries: past ? pointsBefore.map(figures) : null,
      rows: mostSold(
        goods.map((fact) => {
          const product = known.get(fact.sku)
          const name = product?.name ?? fact.name ?? fact.sku
          const category = (product ?? fact).category ?? UNCATEGORIZED
          const merchant = query.filters.merchant ?? (product ?? fact).merchant
          return {
            name: fact.sku,
            label: { en: name, 'zh-CN': product?.nameZh ?? name },
            about: { name, category, merchant },
            figures: {
              ...figures([fact]),
              ...{ on_hand: null, available: null, days_of_cover: null },
              ...product?.stock,
            },
          }
        }),
      ),
      besides: { categories: mostSold(categories) },
      byCurrency: {},
    }
  },
}

const productFigures = ({ stars, ...counted }: ProductSums): Figures => ({
  ...counted,
  average_rating: counted.reviews === 0n ? null : Number(stars) / Number(counted.reviews),
})

/** What categories are called in each language. */
async function readCategoryNames(db: Db) {
  const rows = await db.selectFrom('categories').select(['id', 'name', 'name_zh']).execute()
  return new Map(rows.map((row) => [row.id, categoryLabel(row)]))
}

/** Most gross sales first. */
const mostSold = <R extends { name: string; figures: Figures }>(rows: readonly R[]) =>
  rows.toSorted(
    (a, b) => Number((b.figures.gross_sales ?? 0n) - (a.figures.gross_sales ?? 0n)) || (a.name < b.name ? -1 : 1),
  )
