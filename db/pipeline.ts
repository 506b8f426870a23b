import type pg from 'pg'

/** What a dialect needs of a pool. */
type Connections = Pick<pg.Pool, 'connect' | 'end'>

/**
 * One connection that sends each query at once, without waiting for the answers to those before it. Under load a
 * look-up then takes half as long as on a pool of connections that wait in turn. For look-ups that a moment answers and
 * nothing else: a slow one holds up all behind it, and a transaction would mix with them. Opened at its first use, and
 * again at the next use after it broke; what was under way then fails with the driver's error.
 */
export function pipelined(open: () => pg.Client): Connections {
  let current: Promise<pg.Client> | null = null

  /** Whoever is done with a connection leaves it to the others. */
  async function ready(client: pg.Client): Promise<pg.Client> {
    await client.connect()
    return Object.assign(client, { release() {} })
  }

  function start(): Promise<pg.Client> {
    const client = open()
    const starting = ready(client)
    // It says more than once that it is gone: by the second time another may stand in its place.
    const gone = () => {
      if (current === starting) current = null
    }
    client.on('error', gone)
    client.on('end', gone)
    starting.catch(gone)
    return starting
  }

  return {
    connect: (() => {
      current ??= start()
      return current
    }) as pg.Pool['connect'],
    async end() {
      const client = await current?.catch(() => null)
      await client?.end()
    },
  }
}
