import type { App } from '@slack/bolt'
import { publishHome, rememberChange } from '../home/home.ts'
import { listenToButtons } from './buttons.ts'
import { listenToCommands } from './commands.ts'
import { listenToForms } from './forms.ts'
import type { ListenerOptions } from './options.ts'
import { listenToWhatIsSaid } from './said.ts'
import { listenToShortcuts } from './shortcuts.ts'

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
  listenToShortcuts(app, options)
  listenToWhatIsSaid(app, options)
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(services, event.user, clock())
  })
  app.event('user_change', async ({ event }) => rememberChange(services, event.user, clock()))
}
