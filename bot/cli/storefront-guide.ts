import { eventKinds } from '../../shop/intake/registry.ts'
import { storefrontGuide } from '../storefront-guide.ts'

/** Prints docs/storefront.md. */
process.stdout.write(storefrontGuide(eventKinds))
