import { sql } from 'kysely'
import pino from 'pino'
import { vi } from 'vitest'
import { operationOf } from '../../bot/blocks.ts'
import { operations } from '../../bot/commands/index.ts'
import type { Answer, Operation } from '../../bot/operation.ts'
import type { Block } from '../../bot/sandbox/contract.ts'
import { elementsOf } from '../../bot/sandbox/inputs.ts'
import type { View } from '../../bot/sandbox/model.ts'
import { pingsOf } from '../../bot/sandbox/pings.ts'
import { tables } from '../../db/tables/index.ts'
import { hostileLink, hostilePings } from '../hostile-values.ts'
import { setScene } from './hostile-scene.ts'
import { openSupport } from './support-world.ts'

/** Tables that keep what came, who looked and what has to be posted or computed, whatever became of it. */
const besides = new Set([
  ...['deliveries', 'permission_uses', 'storefront_events', 'messages', 'callbacks'],
  ...[
    'rollup_marks',
    'rollup_zone',
    'sales_hours',
    'payment_hours',
    'sales_days',
    'product_days',
    'customer_days',
    'promotion_days',
    'support_days',
    'self_checks',
  ],
])

/** Has every row that is written to other tables noted, with what wrote it: what is rolled back leaves no note. */
const watched = [
  'create table written (name text not null)',
  `create function note_write() returns trigger language plpgsql as
    $$ begin insert into written values (tg_table_name); return null; end $$`,
  ...Object.keys(tables)
    .filter((name) => !besides.has(name))
    .map(
      (name) =>
        `create trigger note_write after insert or update or delete on ${name} for each row execute function note_write()`,
    ),
].join(';')

/** What an operation that was run came to. */
interface Ran {
  operation: Operation
  answer: Answer
}

/** Answers after which everything is as it was. */
const onlyTold = ({ operation, answer }: Ran): boolean =>
  operation.reads === true || !('show' in answer) || answer.empty === true

/** Every text of blocks in which Slack looks for mentions and links. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf)
  if (typeof value !== 'object' || value === null) return []
  const { type, text } = value as { type?: unknown; text?: unknown }
  return type === 'mrkdwn' && typeof text === 'string' ? [text] : Object.values(value).flatMap(mrkdwnOf)
}

export type HostileWorld = Awaited<ReturnType<typeof openHostile>>

/** The sandbox and its storefront, watched: what is logged, which operations run, what they write, whom messages reach. */
export async function openHostile() {
  const faults: string[] = []
  const write = (line: string) => {
    const { msg, err, job } = JSON.parse(line) as { msg: string; err?: { stack: string }; job?: string }
    faults.push(`${msg} ${job ?? ''} ${err?.stack.slice(0, 600)}`)
  }
  const logger = pino({ level: 'warn' }, { write })
  const support = await openSupport({ logger })
  const { world, db } = support
  const { sandbox } = world.program.workspace ?? {}
  if (!sandbox) throw new Error('this world is not in the sandbox')
  const { store } = sandbox
  const reached: string[] = []
  const offered = new Map<string, Set<string>>()
  store.on('change', (change) => {
    if (change.kind !== 'message') return
    const message = store.message(change.channel, change.ts)
    if (!message?.byApp) return
    offer(message.blocks)
    look(message.text, message.blocks)
  })
  /** Notes whom outside text in a message or view would notify, and where it links. */
  function look(text: string, blocks: Block[]): void {
    const pings = pingsOf(text, blocks).filter((ping) => hostilePings.includes(ping))
    const linked = [text, ...mrkdwnOf(blocks)].find((part) => part.includes(hostileLink))
    if (pings.length > 0 || linked) reached.push(`${pings} reached by ${JSON.stringify(blocks).slice(0, 1000)}`)
  }
  /** Keeps what buttons would ask for. */
  function offer(blocks: Block[]): void {
    for (const { actionId, element } of elementsOf(blocks)) {
      const operation = operationOf(actionId)
      const values = offered.get(operation) ?? new Set()
      offered.set(operation, values.add(String(element.value ?? '')))
    }
  }

  let ran: Ran[] = []
  for (const operation of operations) {
    const { run } = operation
    vi.spyOn(operation, 'run').mockImplementation(async (call) => {
      const answer = await run(call)
      ran.push({ operation, answer })
      return answer
    })
  }
  const following = new Set<Promise<void>>()
  vi.spyOn(support.services, 'later').mockImplementation((work) => {
    const done = work().catch((error: Error) => void faults.push(`work after an answer failed ${error.stack}`))
    following.add(done.finally(() => following.delete(done)))
  })
  const subjects = await setScene(support)
  await sql.raw(watched).execute(db)
  /** The tables that were written to since it was last asked. */
  const written = async () => {
    const { rows } = await sql<{ name: string }>`with gone as (delete from written returning name)
      select distinct name from gone order by name`.execute(db)
    return rows.map(({ name }) => name)
  }

  return {
    ...{ ...support, sandbox, subjects, ran: () => ran, offer, look },
    /** What buttons that were seen ask of an operation. */
    offered: (operation: string): string[] => [...(offered.get(operation) ?? [])],
    /**
     * Does something hostile and gives what is wrong with what it came to: a fault, a ping, a message that Slack would
     * refuse, a status that is none of `status`, or a change although nothing was done. `request` tells its status, and
     * whether it did something where no operation says so.
     */
    async wrongWith(
      request: () => Promise<{ status: number | null; done?: boolean; wrong?: string | null }>,
      allowed: readonly number[] = [200],
    ): Promise<string[]> {
      ran = []
      const { status, done = false, wrong = null } = await request()
      await Promise.all(following)
      const changes = done || ran.some((one) => !onlyTold(one))
      if (changes) await world.settled()
      const changed = await written()
      for (const { args } of sandbox.faults.calls.splice(0)) if ('view' in args) look('', (args.view as View).blocks)
      // Slack was asked about someone or something that it does not know.
      const refused = store.refusals.splice(0).filter(({ error }) => !error.endsWith('_not_found'))
      const answers = ran.map(({ operation, answer }) => `${operation.id}: ${'code' in answer ? answer.code : ''}`)
      return [
        ...faults.splice(0),
        ...reached.splice(0),
        ...refused.map((refusal) => `Slack refuses ${JSON.stringify(refusal)}`),
        ...(allowed.includes(status ?? 0) ? [] : [`status ${status}`]),
        ...(wrong ? [wrong] : []),
        ...(changes || changed.length === 0 ? [] : [`${answers} changed ${changed}`]),
      ]
    },
    async close(): Promise<void> {
      vi.restoreAllMocks()
      await support.close()
    },
  }
}
