import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SeenCommand, SeenShortcut } from './contract.ts'
import type { Deliver } from './deliver.ts'
import type { ResponseUrls } from './responses.ts'
import type { Store } from './store.ts'
import type { Triggers } from './triggers.ts'

/** What every part of the workspace works with. */
export interface Services {
  store: Store
  deliver: Deliver
  triggers: Triggers
  responses: ResponseUrls
  commands: SeenCommand[]
  shortcuts: SeenShortcut[]
  /** serves what the page's storefront asks, under `/storefront/`; null where the host program has no shop */
  storefront: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null
  /** the verification token that payloads still carry */
  verificationToken: string
  /** when an event that was not answered is sent again, in ms after the last try */
  retryDelays: number[]
  /** how long an upload is processed before it can be shown, in ms */
  processingMs: number
  /** ends what still waits when the sandbox closes */
  closing: AbortSignal
}

/** Who does something, and how the request is to be sent. */
export interface Doing {
  person: string
  /** sends the very same signed request twice */
  twice?: boolean
}

/** The parts of an interaction payload that say who, where and for which app. */
export function identity({ store, verificationToken }: Services, person: string) {
  const { name = person } = store.people.get(person) ?? {}
  return {
    user: { id: person, username: name, name, team_id: store.team.id },
    api_app_id: store.app.id,
    token: verificationToken,
    team: store.team,
    is_enterprise_install: false,
  }
}

/** Now, as payloads write the moment of an action. */
export function actionTs(store: Store): string {
  return (store.now() / 1000).toFixed(6)
}
