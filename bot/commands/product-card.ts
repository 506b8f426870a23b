import { productCard } from '../../shop/products/card.ts'
import type { Answer, Call } from '../operation.ts'
import { productMessage } from '../views/product.ts'

/** A product's card after something was done to it. */
export async function card({ services, member, reader }: Call, sku: string): Promise<Answer> {
  const found = await productCard(services.db, member, sku)
  return found.ok ? { show: productMessage(found.value, reader) } : found
}
