import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Routes {
  /** Slack's deliveries; absent in Socket Mode, and while the program starts or stops. */
  slack?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** What storefronts send; absent while the program starts or stops. */
  shop?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Why the program cannot do its work now; null where it can. */
  unready(): Promise<string | null>
  metrics(): Promise<{ type: string; text: string }>
  /** Everything else; absent against real Slack. */
  sandbox?: RequestListener
}

interface ServerOptions {
  port: number
  host: string
  routes: () => Routes | null
  /** Told of what made a request fail. */
  onFault: (fault: unknown) => void
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}

/** The one HTTP server of the program, listening; port 0 takes a free one. Throws where the port is taken. */
export async function openServer(options: ServerOptions): Promise<{ server: Server; url: string }> {
  const { port, host, routes, onFault } = options
  const server = createServer((request, response) => {
    route(request, response, routes()).catch((fault: unknown) => {
      onFault(fault)
      if (!response.headersSent) answer(response, 500, 'internal error\n')
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { port: taken } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${taken}` }
}

async function route(request: IncomingMessage, response: ServerResponse, routes: Routes | null): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (path === '/healthz') return answer(response, 200, 'ok\n')
  if (!routes) return answer(response, 503, 'starting\n')
  if (path === '/readyz') {
    const why = await routes.unready()
    return why ? answer(response, 503, `${why}\n`) : answer(response, 200, 'ready\n')
  }
  if (path === '/metrics') {
    const { type, text } = await routes.metrics()
    return answer(response, 200, text, type)
  }
  if (path === '/slack/events') {
    if (!routes.slack) return answer(response, 503, 'nothing is taken here now, or everything in Socket Mode\n')
    if (request.method !== 'POST') return answer(response, 405, 'POST only\n')
    return routes.slack(request, response)
  }
  if (path.startsWith('/shop/')) {
    if (!routes.shop) return answer(response, 503, 'nothing is taken here now\n')
    return routes.shop(request, response)
  }
  if (routes.sandbox) return routes.sandbox(request, response)
  answer(response, 404, 'not found\n')
}
