import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import { Counter, Gauge, type Registry } from 'prom-client'
import { type BusinessGauge, businessGauges, openGaugeSource } from '../analytics/gauges.ts'
import { once } from '../analytics/once.ts'
import type { Db } from '../db/tables/index.ts'

/** For how long, in ms, what was read is good for other scrapes, and how long a scrape waits for what is being read. */
const FRESH = 15_000
const WITHIN = 3_000
/** Most gauges that are read at once: the other connections are for people. */
const AT_ONCE = 2

export interface GaugeReading {
  readonly db: Db
  readonly clock: () => Temporal.Instant
  /** Told of each gauge that could not be read. */
  readonly onFailure: (error: unknown, gauge: string) => void
}

type Values = ReadonlyMap<string, { value: number; labels: Record<string, string> }>

/** Adds the gauges of how the shop does. One that cannot be read in time is left out and counted; the others are there. */
export function addBusinessGauges(registry: Registry, reading: GaugeReading): void {
  const failures = new Counter({
    name: 'backroom_gauge_failures_total',
    help: 'Times that a gauge could not be read',
    labelNames: ['gauge'],
    registers: [registry],
    // After the gauges of the same scrape.
    collect: async () => void (await current()),
  })
  const current = keptFresh(reading, (error, gauge) => {
    failures.inc({ gauge })
    reading.onFailure(error, gauge)
  })
  for (const { name, help, money } of businessGauges)
    new Gauge({
      name: `backroom_${name}`,
      help,
      labelNames: money ? ['currency'] : [],
      registers: [registry],
      async collect() {
        const read = (await current()).get(name)
        this.reset()
        if (read) this.set(read.labels, read.value)
        // Reset, one without labels is zero and not absent.
        else if (!money) this.remove()
      },
    })
}

/** Reads all gauges where they were not read just now; whoever asks meanwhile is answered by the same reading. */
function keptFresh({ db, clock }: GaugeReading, fail: GaugeReading['onFailure']): () => Promise<Values> {
  const limit = pLimit(AT_ONCE)
  const underWay = new Map<string, Promise<Values>>()
  let kept: { at: Temporal.Instant; values: Promise<Values> } | null = null

  // One that takes longer than scrapes wait is not begun again beside itself.
  function begin(gauge: BusinessGauge, source: Source): Promise<Values> {
    const begun =
      underWay.get(gauge.name) ??
      limit(() => readOne(gauge, source)).finally(() => {
        underWay.delete(gauge.name)
      })
    underWay.set(gauge.name, begun)
    return begun
  }

  async function readAll(now: Temporal.Instant): Promise<Values> {
    const source = once(() => openGaugeSource(db, now))
    const late = sleep(WITHIN, null, { ref: false }).then(() => {
      throw new Error(`not read within ${WITHIN} ms`)
    })
    const read = await Promise.all(
      businessGauges.map((gauge) =>
        Promise.race([begin(gauge, source), late]).catch((error: unknown): Values => {
          fail(error, gauge.name)
          return new Map()
        }),
      ),
    )
    return new Map(read.flatMap((values) => [...values]))
  }

  return () => {
    const now = clock()
    // A clock that was set back is no reason to keep them longer.
    if (!kept || Math.abs(now.epochMilliseconds - kept.at.epochMilliseconds) >= FRESH)
      kept = { at: now, values: readAll(now) }
    return kept.values
  }
}

type Source = () => ReturnType<typeof openGaugeSource>

async function readOne({ name, money, read }: BusinessGauge, source: Source): Promise<Values> {
  const opened = await source()
  const value = await read(opened)
  const labels: Record<string, string> = money ? { currency: opened.settings['shop.currency'] } : {}
  return new Map(value === null ? [] : [[name, { value: Number(value), labels }]])
}
