import type { App } from '@slack/bolt'
import type { Logger } from 'pino'
import { publishHome, rememberChange } from '../home.ts'
import type { Metrics } from '../metrics.ts'
import type { Services } from '../operation.ts'
import { listenToButtons } from './buttons.ts'
import { listenToCommands } from './commands.ts'
import { listenToForms } from './forms.ts'

export interface ListenerOptions {
  services: Services
  logger: Logger
  clock: () => Temporal.Instant
  metrics: Metrics
}

/** Binds every kind of delivery from Slack to the one way of handling them. */
export function listen(app: App, options: ListenerOptions): void {
  const { services, clock, metrics } = options
  app.use(async ({ body, next }) => {
    const took = metrics.requests.startTimer({ via: body.type ?? 'command' })
    await next()
    took()
  })
  listenToCommands(app, options)
  listenToButtons(app, options)
  listenToForms(app, options)
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(services, event.user, clock())
  })
  app.event('user_change', async ({ event }) => rememberChange(services, event.user, clock()))
}
