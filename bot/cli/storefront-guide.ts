import { callbackKinds } from '../../shop/callbacks/registry.ts'
import { eventKinds } from '../../shop/intake/registry.ts'
import { storefrontGuide } from '../storefront-guide.ts'

/** Prints docs/storefront.md. */
process.stdout.write(storefrontGuide(eventKinds, callbackKinds))
