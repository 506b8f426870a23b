import { connect, createServer, type Server, type Socket } from 'node:net'

/** The way to a PostgreSQL server, which a test can cut and mend. */
export interface Line {
  /** The database's address by this way. */
  readonly url: string
  /** Ends every connection and refuses new ones, as a server does that is not there. */
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Lays a line to a database, over TCP. */
export async function layLine(databaseUrl: string): Promise<Line> {
  const url = new URL(databaseUrl)
  const target = { host: url.hostname, port: Number(url.port) }
  url.searchParams.delete('host')
  const sockets = new Set<Socket>()
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
  }
  const listen = (port: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(target)
      keep(near, far)
      keep(far, near)
      near.pipe(far).pipe(near)
    })
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
  }
  let server = await listen(0)
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no TCP port')
  url.port = String(address.port)
  return {
    url: String(url),
    async cut() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async mend() {
      server = await listen(address.port)
    },
  }
}
