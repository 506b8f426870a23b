import { deliverCallback } from '../shop/callbacks/deliver.ts'
import type { Receiver } from '../shop/callbacks/send.ts'
import type { Gateway } from '../shop/gateways/gateway.ts'
import { resumeEvents } from '../shop/intake/retry.ts'
import type { JobQueue } from '../shop/jobs.ts'
import { submitRefundPart } from '../shop/refunds/submit.ts'
import type { Services } from './operation.ts'
import { deliverMessage } from './outbox.ts'
import { answerPhoto } from './photos.ts'
import { postRun } from './report-runs.ts'
import { putMark, whisper } from './support-threads.ts'

/** Has the queue's jobs done: each handler is idempotent, since a job may come again. Without a receiver nobody is told. */
export async function startWorkers(
  services: Services,
  queue: JobQueue,
  gateway: Gateway,
  receiver: Receiver | null,
  clock: () => Temporal.Instant,
): Promise<void> {
  const { db } = services
  await queue.work('message.draw', ({ key }) => deliverMessage(services, key, clock()))
  await queue.work('refund.submit', (part) => submitRefundPart(db, queue, gateway, part, clock()))
  await queue.work('intake.resume', ({ subject }) => resumeEvents(db, queue, subject, clock()))
  if (receiver)
    await queue.work('callback.deliver', ({ seq }) => deliverCallback(db, queue, receiver, fetch, seq, clock()))
  await queue.work('photo.read', (photo) => answerPhoto(services, photo, clock()))
  await queue.work('message.mark', (mark) => putMark(services, mark))
  await queue.work('message.whisper', (said) => whisper(services, said, clock()))
  await queue.work('report.run', (run) => postRun(services, run, clock()))
}
