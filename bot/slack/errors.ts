import { ErrorCode, type WebAPIPlatformError, type WebAPIRateLimitedError } from '@slack/web-api'

const codeOf = (error: unknown) => (error as { code?: string }).code

/** Slack's own code for refusing a call (`channel_not_found`); undefined where the call failed otherwise. */
export const refusalCode = (error: unknown): string | undefined =>
  codeOf(error) === ErrorCode.PlatformError ? (error as WebAPIPlatformError).data.error : undefined

export const refusedWith = (error: unknown, ...codes: string[]): boolean => codes.includes(refusalCode(error) ?? '')

/** Seconds that Slack asks to wait; null where the call was not too much. */
export const retryAfter = (error: unknown): number | null =>
  codeOf(error) === ErrorCode.RateLimitedError ? (error as WebAPIRateLimitedError).retryAfter : null
