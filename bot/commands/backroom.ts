import packageJson from '../../package.json' with { type: 'json' }
import { escapeText, header, section } from '../blocks.ts'
import type { Command, Operation } from '../operation.ts'
import { audit } from './audit.ts'
import { callbacks, redrive, skip } from './callbacks.ts'
import { doctor } from './doctor.ts'
import { commandHelp, fullHelp } from './help.ts'
import { dismiss, events, replay } from './storefront.ts'

/** All help, or that of the command given; also what `help` after any command runs. */
export const help: Operation = {
  id: 'backroom.help',
  permission: null,
  reads: true,
  usage: 'usage.backroom.help',
  async run({ argument, member, reader, services: { commands } }) {
    const command = commands.find(({ name }) => name === argument)
    return { show: command ? commandHelp(command, member, reader) : fullHelp(commands, member, reader) }
  },
}

const about: Operation = {
  id: 'backroom.about',
  permission: null,
  reads: true,
  usage: 'usage.backroom.about',
  async run({ reader, settings }) {
    const title = reader.say('about.title', { version: packageJson.version })
    const values = {
      shop: escapeText(settings['shop.name']),
      currency: settings['shop.currency'],
      timezone: settings['shop.timezone'],
      languages: 'English, 中文',
    }
    return { show: { text: title, blocks: [header(title), section(reader.say('about.body', values))] } }
  },
}

export const backroom: Command = {
  name: 'backroom',
  words: { help, about, doctor, audit, events, replay, dismiss, callbacks, redrive, skip, '': help },
}
export const backroomOperations = [help, about, doctor, audit, events, replay, dismiss, callbacks, redrive, skip]
