import { z } from 'zod'
import { mostSaved, savedProduct } from '../../shop/favourites/insight.ts'
import type { Result } from '../../shop/result.ts'
import { reviewHistory } from '../../shop/reviews/history.ts'
import { lookUpReviews, oneReview, reviewQueue } from '../../shop/reviews/list.ts'
import { hideReview, publishReview } from '../../shop/reviews/moderate.ts'
import { replyToReview } from '../../shop/reviews/reply.ts'
import { dismissReport, reportReview } from '../../shop/reviews/report.ts'
import { type Review, splitRef } from '../../shop/reviews/review.ts'
import { carried } from '../carried.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { favouriteCard, favouriteList } from '../views/favourites.ts'
import { reviewCard, reviewQueueMessage, reviewRights } from '../views/review.ts'
import { reasonModal, replyModal } from '../views/review-forms.ts'
import { reviewList } from '../views/review-list.ts'
import { reviewHistoryMessage } from '../views/review-notices.ts'

const PAGE = 6

const carded = (done: Result<Review>, { member, reader }: Call): Answer =>
  done.ok ? { show: reviewCard(done.value, reviewRights(member), reader) } : done

/** `ORDER/ID` opens one; a SKU and filters list those that fit. */
const show: Operation = {
  id: 'review.show',
  permission: 'review.reply',
  reads: true,
  usage: 'usage.review.show',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const { text, cursor } = paged(argument)
    const one = text.includes('/') ? await oneReview(services.db, member, text) : null
    if (one?.ok) return carded(one, call)
    const found = await lookUpReviews(services.db, settings, member, text, { size: PAGE, cursor })
    if (!found.ok) return one && found.code === 'stock.unknown_sku' ? one : found
    return { show: reviewList(found.value, text, settings['review.shown_from'], reviewRights(member), reader) }
  },
}

const queue: Operation = {
  id: 'review.queue',
  permission: 'review.moderate',
  reads: true,
  usage: 'usage.review.queue',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await reviewQueue(services.db, member, { size: PAGE, cursor })
    return page.ok ? { show: reviewQueueMessage(page.value, reviewRights(member), reader) } : page
  },
}

/** `ORDER/ID`: decides at once. */
const decision = (name: 'publish' | 'dismiss', decide: typeof publishReview): Operation => ({
  id: `review.${name}`,
  permission: 'review.moderate',
  needs: true,
  usage: `usage.review.${name}`,
  async run(call) {
    const { services, member, via, now } = call
    const { ref: review } = await splitRef(services.db, call.argument)
    return carded(await decide(services.db, services.jobs, { review, member, via }, now), call)
  },
})
const publish = decision('publish', publishReview)
const dismiss = decision('dismiss', dismissReport)

/** `ORDER/ID` opens the form that asks why; `ORDER/ID reason` does it at once. */
function withReason(name: 'hide' | 'report', permission: 'review.moderate' | 'review.reply', act: typeof hideReview) {
  const done = async (call: Call, review: string, reason: string): Promise<Answer> => {
    const { services, member, via, now } = call
    return carded(await act(services.db, services.jobs, { review, reason, member, via }, now), call)
  }
  const ask: Operation = {
    id: `review.${name}`,
    permission,
    needs: true,
    usage: `usage.review.${name}`,
    async run(call) {
      const { ref, rest } = await splitRef(call.services.db, call.argument)
      if (rest) return done(call, ref, rest)
      const review = await oneReview(call.services.db, call.member, ref)
      return review.ok ? { open: reasonModal(name, review.value, call.reader) } : review
    },
  }
  const save: Operation = {
    id: `review.${name}_save`,
    permission,
    run: (call) => done(call, call.argument, call.fields.reason ?? ''),
  }
  return [ask, save] as const
}
const [hide, hideSave] = withReason('hide', 'review.moderate', hideReview)
const [report, reportSave] = withReason('report', 'review.reply', reportReview)

/** `ORDER/ID` opens the form with the reply that there is; `ORDER/ID text` sets it at once. */
const reply: Operation = {
  id: 'review.reply',
  permission: 'review.reply',
  needs: true,
  usage: 'usage.review.reply',
  async run(call) {
    const { services, member, via, now } = call
    const { ref, rest } = await splitRef(services.db, call.argument)
    if (rest)
      return carded(
        await replyToReview(services.db, services.jobs, { review: ref, text: rest, member, via }, now),
        call,
      )
    const review = await oneReview(services.db, member, ref)
    return review.ok ? { open: replyModal(review.value, call.reader) } : review
  },
}

const replyForm = z.tuple([z.string(), z.string()])

const replySave: Operation = {
  id: 'review.reply_save',
  permission: 'review.reply',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const read = carried(replyForm, argument)
    if (!read.ok) return read
    const [review, seen] = read.value
    const asked = { review, seen, text: fields.text ?? '', member, via }
    return carded(await replyToReview(services.db, services.jobs, asked, now), call)
  },
}

const history: Operation = {
  id: 'review.history',
  permission: 'review.reply',
  reads: true,
  needs: true,
  usage: 'usage.review.history',
  async run({ services, member, argument, reader }) {
    const { text, cursor } = paged(argument)
    const found = await reviewHistory(services.db, member, text, { size: 12, cursor })
    return found.ok ? { show: reviewHistoryMessage(found.value.review, found.value.page, reader) } : found
  },
}

/** `[SKU]` */
const favourites: Operation = {
  id: 'review.favourites',
  permission: 'review.reply',
  reads: true,
  usage: 'usage.review.favourites',
  async run({ services, settings, member, argument, reader, now }) {
    const { text, cursor } = paged(argument)
    const days = settings['favourite.keep_days']
    if (text) {
      const product = await savedProduct(services.db, settings, member, text, now)
      return product.ok ? { show: favouriteCard(product.value, days, reader) } : product
    }
    const page = await mostSaved(services.db, settings, member, { size: 10, cursor }, now)
    return page.ok ? { show: favouriteList(page.value, days, reader) } : page
  },
}

export const review: Command = {
  name: 'review',
  words: { queue, publish, hide, reply, report, dismiss, history, favourites },
  otherwise: show,
}
export const reviewOperations = [
  ...[show, queue, publish, hide, hideSave, reply, replySave, report, reportSave, dismiss, history, favourites],
]
