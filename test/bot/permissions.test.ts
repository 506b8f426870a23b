import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '../../bot/commands/index.ts'
import { handle } from '../../bot/dispatch.ts'
import { sandboxPeople } from '../../bot/people.ts'
import { openWorld, type World } from '../world.ts'

/** Who may do what, as the product's design has it; `-` may not, `own` only what is theirs. Written by hand. */
const table = `
                      admin manager approver senior_support support merchant visitor
backroom.help         x     x       x        x              x       x        x
backroom.about        x     x       x        x              x       x        x
backroom.doctor       x     -       -        -              -       -        -
backroom.audit        x     x       -        -              -       -        -
backroom.events       x     -       -        -              -       -        -
backroom.replay       x     -       -        -              -       -        -
backroom.dismiss      x     -       -        -              -       -        -
stock.show            x     x       x        x              x       own      -
stock.low             x     x       x        x              x       own      -
stock.movements       x     x       x        x              x       own      -
stock.adjust          x     x       -        -              -       own      -
stock.adjust_save     x     x       -        -              -       own      -
stock.levels          x     x       -        -              -       own      -
stock.levels_save     x     x       -        -              -       own      -
order.show            x     x       x        x              x       own      -
order.exceptions      x     x       -        x              -       -        -
order.exception       x     x       -        x              -       -        -
order.exception_claim x     x       -        x              -       -        -
order.exception_resolve x   x       -        x              -       -        -
order.exception_resolve_save x x    -        x              -       -        -
order.exception_dismiss x   x       -        x              -       -        -
order.problem         x     x       -        x              x       -        -
order.problem_save    x     x       -        x              x       -        -
order.ask_customer    x     x       -        x              -       -        -
order.ask_customer_save x   x       -        x              -       -        -
order.late            x     x       -        x              -       own      -
order.late_save       x     x       -        x              -       own      -
order.rules           x     x       -        -              -       -        -
order.rule            x     x       -        -              -       -        -
order.rule_new        x     x       -        -              -       -        -
order.rule_edit       x     x       -        -              -       -        -
order.rule_save       x     x       -        -              -       -        -
order.rule_switch     x     x       -        -              -       -        -
order.rule_raise      x     x       -        -              -       -        -
order.rule_history    x     x       -        -              -       -        -
order.board           x     x       x        x              x       own      -
order.ship            x     x       -        x              -       own      -
order.ship_save       x     x       -        x              -       own      -
order.slip            x     x       -        x              -       own      -
order.track           x     x       x        x              x       own      -
order.deliver         x     x       -        x              -       -        -
order.returns         x     x       x        x              x       own      -
order.return          x     x       x        x              x       own      -
order.return_new      x     x       -        x              x       own      -
order.return_approve  x     x       -        x              -       -        -
order.return_approve_save x     x       -        x              -       -        -
order.return_refuse   x     x       -        x              -       -        -
order.return_refuse_save x     x       -        x              -       -        -
order.return_cancel   x     x       -        x              -       -        -
order.return_cancel_save x     x       -        x              -       -        -
order.return_receive  x     x       -        x              -       -        -
order.return_inspect  x     x       -        x              -       -        -
order.return_inspect_save x     x       -        x              -       -        -
order.cancel          x     x       -        x              -       -        -
order.cancel_save     x     x       -        x              -       -        -
order.tag             x     x       -        x              -       -        -
order.untag           x     x       -        x              -       -        -
order.tag_save        x     x       -        x              -       -        -
order.hold            x     x       -        x              -       -        -
order.hold_save       x     x       -        x              -       -        -
order.release         x     x       -        x              -       -        -
order.assign          x     x       -        x              -       -        -
order.assign_save     x     x       -        x              -       -        -
refund.form           x     x       -        x              x       own      -
refund.of_message     x     x       -        x              x       own      -
refund.preview        x     x       -        x              x       own      -
refund.request        x     x       -        x              x       own      -
refund.show           x     x       x        x              x       own      -
refund.pending        x     x       x        x              x       own      -
refund.approve        x     x       x        -              -       -        -
refund.reject         x     x       x        -              -       -        -
refund.reject_save    x     x       x        -              -       -        -
refund.ask            x     x       x        -              -       -        -
refund.ask_save       x     x       x        -              -       -        -
refund.answer         x     x       -        x              x       own      -
refund.answer_save    x     x       -        x              x       own      -
refund.withdraw       x     x       -        x              x       own      -
refund.retry          x     x       x        -              -       -        -
settings.list         x     x       -        -              -       -        -
settings.get          x     x       -        -              -       -        -
settings.edit         x     x       -        -              -       -        -
settings.save         x     x       -        -              -       -        -
settings.set          x     x       -        -              -       -        -
settings.history      x     x       -        -              -       -        -
settings.undo         x     x       -        -              -       -        -
settings.check        x     x       -        -              -       -        -
settings.search       x     x       -        -              -       -        -
settings.preview      x     x       -        -              -       -        -
settings.preview_form x     x       -        -              -       -        -
settings.scheduled    x     x       -        -              -       -        -
settings.cancel       x     x       -        -              -       -        -
settings.export       x     x       -        -              -       -        -
settings.import       x     x       -        -              -       -        -
settings.import_save  x     x       -        -              -       -        -
settings.apply        x     x       -        -              -       -        -
settings.feedback     x     x       x        x              x       x        -
settings.feedback_save x    x       x        x              x       x        -
settings.remarks      x     x       -        -              -       -        -
settings.settle       x     x       -        -              -       -        -
settings.settle_save  x     x       -        -              -       -        -
settings.waiting      x     x       -        -              -       -        -
settings.approve      x     x       -        -              -       -        -
settings.reject       x     x       -        -              -       -        -
settings.reject_save  x     x       -        -              -       -        -
settings.withdraw     x     x       x        x              x       x        x
report.show           x     x       x        x              own     own      -
report.export         x     x       x        x              own     own      -
report.schedule       x     x       -        -              -       own      -
report.schedule_save  x     x       -        -              -       own      -
report.change         x     x       -        -              -       own      -
report.change_save    x     x       -        -              -       own      -
report.run            x     x       -        -              -       own      -
report.runs           x     x       x        x              own     own      -
report.list           x     x       x        x              own     own      -
report.pause          x     x       -        -              -       own      -
report.resume         x     x       -        -              -       own      -
report.remove         x     x       -        -              -       own      -
alert.list            x     x       x        x              own     own      -
alert.show            x     x       x        x              own     own      -
alert.history         x     x       x        x              own     own      -
alert.test            x     x       x        x              own     own      -
alert.new             x     x       -        -              -       own      -
alert.edit            x     x       -        -              -       own      -
alert.edit_save       x     x       -        -              -       own      -
alert.mute            x     x       -        -              -       own      -
alert.unmute          x     x       -        -              -       own      -
alert.snooze          x     x       -        -              -       own      -
alert.remove          x     x       -        -              -       own      -
promo.list            x     x       -        -              -       -        -
promo.show            x     x       -        -              -       -        -
promo.new             x     x       -        -              -       -        -
promo.edit            x     x       -        -              -       -        -
promo.save            x     x       -        -              -       -        -
promo.pause           x     x       -        -              -       -        -
promo.resume          x     x       -        -              -       -        -
promo.end             x     x       -        -              -       -        -
promo.simulate        x     x       -        -              -       -        -
promo.simulate_form   x     x       -        -              -       -        -
promo.history         x     x       -        -              -       -        -
promo.coupons         x     x       -        -              -       -        -
promo.coupons_new     x     x       -        -              -       -        -
promo.coupons_save    x     x       -        -              -       -        -
promo.coupons_stop    x     x       -        -              -       -        -
promo.coupons_export  x     x       -        -              -       -        -
promo.find            x     x       -        -              -       -        -
promo.find_form       x     x       -        -              -       -        -
payments.list         x     x       -        -              -       -        -
payments.show         x     x       -        -              -       -        -
payments.check        x     x       -        -              -       -        -
payments.on           x     x       -        -              -       -        -
payments.off          x     x       -        -              -       -        -
payments.edit         x     x       -        -              -       -        -
payments.edit_save    x     x       -        -              -       -        -
payments.name_save    x     x       -        -              -       -        -
payments.add          x     x       -        -              -       -        -
payments.add_save     x     x       -        -              -       -        -
payments.history      x     x       -        -              -       -        -
payments.rates        x     x       -        -              -       -        -
payments.rate         x     x       -        -              -       -        -
payments.rate_save    x     x       -        -              -       -        -
team.show             x     -       -        -              -       -        -
team.give             x     -       -        -              -       -        -
team.give_save        x     -       -        -              -       -        -
team.take             x     -       -        -              -       -        -
team.roles            x     -       -        -              -       -        -
team.role             x     -       -        -              -       -        -
team.role_edit        x     -       -        -              -       -        -
team.role_save        x     -       -        -              -       -        -
team.role_remove      x     -       -        -              -       -        -
team.who              x     -       -        -              -       -        -
team.can              x     -       -        -              -       -        -
team.matrix           x     -       -        -              -       -        -
team.unused           x     -       -        -              -       -        -
team.deactivate       x     -       -        -              -       -        -
team.reactivate       x     -       -        -              -       -        -
team.merchant         x     -       -        -              -       -        -
team.merchant_save    x     -       -        -              -       -        -
team.history          x     x       -        -              -       -        -
review.show           x     x       -        -              -       own      -
review.queue          x     x       -        -              -       -        -
review.publish        x     x       -        -              -       -        -
review.hide           x     x       -        -              -       -        -
review.hide_save      x     x       -        -              -       -        -
review.reply          x     x       -        -              -       own      -
review.reply_save     x     x       -        -              -       own      -
review.report         x     x       -        -              -       own      -
review.report_save    x     x       -        -              -       own      -
review.dismiss        x     x       -        -              -       -        -
review.history        x     x       -        -              -       own      -
review.favourites     x     x       -        -              -       own      -
backroom.callbacks    x     -       -        -              -       -        -
backroom.redrive      x     -       -        -              -       -        -
backroom.skip         x     -       -        -              -       -        -
stock.count           x     x       -        -              -       own      -
stock.count_start     x     x       -        -              -       own      -
stock.count_save      x     x       -        -              -       own      -
stock.counts          x     x       x        x              x       own      -
stock.count_show      x     x       x        x              x       own      -
stock.restock         x     x       -        -              -       -        -
stock.restock_save    x     x       -        -              -       -        -
stock.restock_close   x     x       -        -              -       -        -
stock.restocks        x     x       x        x              x       own      -
stock.restock_show    x     x       x        x              x       own      -
stock.promise         x     x       -        -              -       own      -
stock.promise_save    x     x       -        -              -       own      -
stock.decline         x     x       -        -              -       own      -
stock.decline_save    x     x       -        -              -       own      -
stock.receive         x     x       -        -              -       own      -
stock.receive_save    x     x       -        -              -       own      -
product.show           x     x       x        x              x       x        x
product.tags           x     x       x        x              x       x        x
product.categories     x     x       x        x              x       x        x
product.list           x     x       -        -              -       own      -
product.unlist         x     x       -        -              -       own      -
product.tag            x     x       -        -              -       own      -
product.untag          x     x       -        -              -       own      -
product.history        x     x       -        -              -       own      -
product.new            x     x       -        -              -       own      -
product.variant        x     x       -        -              -       own      -
product.edit           x     x       -        -              -       own      -
product.save           x     x       -        -              -       own      -
product.price          x     x       -        -              -       own      -
product.price_save     x     x       -        -              -       own      -
product.waiting        x     x       x        -              -       own      -
product.withdraw       x     x       -        -              -       own      -
product.category_new   x     x       -        -              -       own      -
product.category_edit  x     x       -        -              -       own      -
product.category_save  x     x       -        -              -       own      -
product.category_delete x     x       -        -              -       own      -
product.approve        x     x       x        -              -       -        -
product.reject         x     x       x        -              -       -        -
team.waiting          x     -       -        -              -       -        -
team.approve          x     -       -        -              -       -        -
team.reject           x     -       -        -              -       -        -
team.reject_save      x     -       -        -              -       -        -
team.withdraw         x     x       x        x              x       x        x
payments.waiting      x     x       -        -              -       -        -
payments.approve      x     x       -        -              -       -        -
payments.reject       x     x       -        -              -       -        -
payments.reject_save  x     x       -        -              -       -        -
payments.withdraw     x     x       x        x              x       x        x
product.reject_save    x     x       x        -              -       -        -
support.mine          x     x       -        x              x       -        -
support.queue         x     x       -        x              x       -        -
support.show          x     x       -        x              x       -        -
support.claim         x     -       -        x              x       -        -
support.assign        x     x       -        x              x       -        -
support.assign_save   x     x       -        x              x       -        -
support.escalate      x     x       -        x              x       -        -
support.snooze        x     x       -        x              x       -        -
support.snooze_save   x     x       -        x              x       -        -
support.resolve       x     x       -        x              x       -        -
support.resolve_save  x     x       -        x              x       -        -
support.reopen        x     x       -        x              x       -        -
support.note          x     x       -        x              x       -        -
support.note_save     x     x       -        x              x       -        -
support.complaint     x     x       -        x              x       -        -
support.complaint_save x    x       -        x              x       -        -
support.canned        x     x       -        x              x       -        -
support.canned_fill   x     -       -        x              x       -        -
support.canned_send   x     -       -        x              x       -        -
support.canned_edit   x     x       -        x              -       -        -
support.canned_save   x     x       -        x              -       -        -
support.canned_remove x     x       -        x              -       -        -
support.routes        x     x       -        x              -       -        -
support.route_new     x     x       -        x              -       -        -
support.route_save    x     x       -        x              -       -        -
support.route_remove  x     x       -        x              -       -        -
support.replay        x     x       -        x              x       -        -
support.replay_file   x     x       -        x              x       -        -
support.examples      x     x       -        x              x       -        -
support.example       x     x       -        x              -       -        -
support.example_save  x     x       -        x              -       -        -
support.no_example    x     x       -        x              -       -        -
support.supervise     x     x       -        x              -       -        -
support.supervise_save x    x       -        x              -       -        -
`

const [heading = '', ...lines] = table.trim().split('\n')
const roles = heading.trim().split(/\s+/)
const rows = lines.map((line) => {
  const [operation = '', ...cells] = line.split(/\s+/)
  return { operation, cells }
})

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('every operation of the product stands in the table, and nothing else', () => {
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
})

describe.each(roles)('%s', (role) => {
  const person = sandboxPeople.find((one) => (one.role ?? 'visitor') === role)
  const column = roles.indexOf(role)

  test.each(rows.map(({ operation, cells }) => [operation, cells[column] ?? '']))('%s: %s', async (id, cell) => {
    const operation = operations.find((one) => one.id === id)
    if (!operation || !person) throw new Error(`no ${id} or no ${role}`)
    const delivery = {
      id: `${role} ${id}`,
      user: person.id,
      channel: 'C0GENERAL',
      via: 'test',
      follow: null,
      replaces: false,
    }
    const { services } = world.program
    const handled = await handle(services, delivery, { operation, argument: '' }, {}, world.now())
    const code = handled && 'code' in handled.answer ? handled.answer.code : 'allowed'
    expect(code === 'access.denied').toBe(cell === '-')
  })
})

test('a permission taken away between drawing a button and pressing it is missed when it is pressed', async () => {
  const { db } = world.program.services
  const approve = operations.find(({ id }) => id === 'refund.approve')
  if (!approve) throw new Error('no refund.approve')
  const press = (id: string) =>
    handle(
      world.program.services,
      { id, user: 'U0TOM', channel: null, via: 'button', follow: null, replaces: false },
      { operation: approve, argument: 'NOPE-R1' },
      {},
      world.now(),
    )
  const before = await press('before')
  await db
    .insertInto('role_permissions')
    .values({ role: 'approver', permission: 'refund.approve', reach: 'none' })
    .execute()
  const after = await press('after')
  await db.deleteFrom('role_permissions').execute()
  expect(before?.answer).not.toMatchObject({ code: 'access.denied' })
  expect(after?.answer).toMatchObject({ code: 'access.denied', values: { permission: 'refund.approve' } })
})
