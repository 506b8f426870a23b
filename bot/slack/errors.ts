import type { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api'

// WebClient's codes are written out: to load it takes longer than a start that only says what is wrong.
const codeOf = (error: unknown) => (error as { code?: string }).code

/** Slack's own code for refusing a call (`channel_not_found`); undefined where the call failed otherwise. */
export const refusalCode = (error: unknown): string | undefined =>
  codeOf(error) === 'slack_webapi_platform_error' ? (error as WebAPIPlatformError).data.error : undefined

export const refusedWith = (error: unknown, ...codes: string[]): boolean => codes.includes(refusalCode(error) ?? '')

/** Slack's own trouble: what was asked for may have been done. */
const unsure = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']

/** Whether Slack refused a call for good: what was asked for was not done. */
export function refusedOutright(error: unknown): boolean {
  const code = refusalCode(error)
  return code !== undefined && !unsure.includes(code)
}

/** Seconds that Slack asks to wait; null where the call was not too much. */
export const retryAfter = (error: unknown): number | null =>
  codeOf(error) === 'slack_webapi_rate_limited_error' ? (error as WebAPIRateLimitedError).retryAfter : null

/** Slack does not take a token of ours. */
export class TokenRefused extends Error {
  override name = 'TokenRefused'
  constructor(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN', code: string) {
    super(`${variable} is refused by Slack: ${code}; give the one that the app's page at api.slack.com shows`)
  }
}

/** Slack was not reached at all, or what answered is not Slack. */
export const slackUnreachable = (error: unknown): boolean =>
  ['slack_webapi_request_error', 'slack_webapi_http_error'].includes(codeOf(error) ?? '')
