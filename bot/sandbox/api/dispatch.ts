import { type Fields, fieldsOf, isFields, parseJson, stringOf } from '../json.ts'
import type { Rates } from '../limits/rates.ts'
import type { Services } from '../services.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { type Method, SlackError } from './method.ts'
import { users } from './users.ts'
import { views } from './views.ts'

const METHODS: Record<string, Method> = { ...chat, ...conversations, ...files, ...users, ...views }

/** Every scope that the methods ask for: what a bot token has unless it is given fewer. */
export const ALL_SCOPES = [...new Set(Object.values(METHODS).flatMap((method) => method.scopes))]

/** What a call is answered: an HTTP status, headers and a JSON body. */
export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: Fields
}

/** Who may call. */
export interface Access {
  botToken: string
  scopes: string[]
  rates: Rates
}

/** Answers one call of the Web API, refusing what Slack would refuse with Slack's own codes. */
export async function callApi(
  services: Services,
  access: Access,
  name: string,
  token: string,
  args: Fields,
): Promise<ApiAnswer> {
  const method = METHODS[name]
  const refuse = (error: string, more: Fields = {}, status = 200, headers = {}) => ({
    status,
    headers,
    body: { ok: false, error, ...more },
  })
  if (!method) return refuse('unknown_method', { req_method: name })
  if (!token) return refuse('not_authed')
  if (token !== access.botToken) return refuse('invalid_auth')
  const needed = method.scopes.filter((scope) => !access.scopes.includes(scope))
  if (needed.length > 0) return refuse('missing_scope', { needed: needed.join(','), provided: access.scopes.join(',') })
  const wait = access.rates.wait(name, method.tier, method.posts ? stringOf(args.channel) : null)
  if (wait > 0) {
    services.store.refuse(name, 'ratelimited', [`try again in ${wait} s`])
    return refuse('ratelimited', {}, 429, { 'retry-after': String(wait) })
  }
  try {
    const headers = { 'x-oauth-scopes': access.scopes.join(','), 'x-accepted-oauth-scopes': method.scopes.join(',') }
    return { status: 200, headers, body: { ok: true, ...(await method.run(services, args)) } }
  } catch (refusal) {
    if (!(refusal instanceof SlackError)) throw refusal
    const { code, details } = refusal
    services.store.refuse(name, code, details)
    const messages = details.map((detail) => `[ERROR] ${detail}`)
    return refuse(code, details.length > 0 ? { errors: details, response_metadata: { messages } } : {})
  }
}

/** Arguments that a form carries as JSON text. */
const AS_JSON = new Set(['blocks', 'view', 'metadata', 'attachments', 'files'])

/** Reads the arguments of a call from its body or query, as Slack does: JSON, or a form with JSON in some fields. */
export function readArguments(contentType: string, body: string): Fields | null {
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body)
    return isFields(parsed) ? parsed : null
  }
  const form = Object.fromEntries(new URLSearchParams(body))
  const read = (key: string, value: string) => (AS_JSON.has(key) ? (parseJson(value) ?? value) : value)
  return fieldsOf(Object.fromEntries(Object.entries(form).map(([key, value]) => [key, read(key, value)])))
}
