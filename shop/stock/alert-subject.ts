/** One fall below a level is one alert: its subject names when it began, then the product. */
export const alertSubject = (sku: string, since: Temporal.Instant) => `${since}/${sku}`
