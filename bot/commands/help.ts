import { type Member, reaches, scopeOf } from '../../shop/access/member.ts'
import { divider, header, type Message, section } from '../blocks.ts'
import type { Command, Operation } from '../operation.ts'
import { type Reader, roleNames } from '../reader.ts'

function allowed(member: Member, { permission, orPermission, toldTo }: Operation): boolean {
  const needed = toldTo ?? permission
  return needed === null || reaches(member, needed) || (orPermission !== undefined && reaches(member, orPermission))
}

/** The usage lines of what a member may do with a command; none where that is nothing. */
function usageOf(command: Command, member: Member, reader: Reader): string[] {
  const operations = [...(command.otherwise ? [command.otherwise] : []), ...Object.values(command.words)]
  const usages = operations
    .filter((operation) => allowed(member, operation))
    .flatMap(({ usage, usageOfAll, permission }) => {
      const all = permission !== null && scopeOf(member, permission) === null
      return [...(usage ? [usage] : []), ...(usageOfAll && all ? [usageOfAll] : [])]
    })
  return [...new Set(usages)].map((usage) => `• ${reader.say(usage)}`)
}

/** What a member can do with one command. */
export function commandHelp(command: Command, member: Member, reader: Reader): Message {
  const lines = usageOf(command, member, reader)
  const about = reader.say(`command.${command.name}.about`)
  const body = lines.length > 0 ? lines.join('\n') : reader.say('help.nothing_allowed')
  return {
    text: about,
    blocks: [section(`*${reader.say('help.command', { command: command.name })}*  ${about}`), section(body)],
  }
}

/** What a member can do at all. */
export function fullHelp(commands: readonly Command[], member: Member, reader: Reader): Message {
  const title = reader.say('help.title')
  const roles = roleNames(member.roles, reader) || reader.say('role.visitor')
  const parts = commands
    .map((command) => ({ command, lines: usageOf(command, member, reader) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ command, lines }) => section(`*${reader.say(`command.${command.name}.about`)}*\n${lines.join('\n')}`))
  return { text: title, blocks: [header(title), section(reader.say('help.intro', { roles })), divider, ...parts] }
}
