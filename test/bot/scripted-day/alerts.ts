import { at } from './acts.ts'
import type { Day } from './day.ts'

/** An alert is set up and tried on the past; it fires, is put off, muted, and in the end removed. */
export async function alertsWatch(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says('/alert list', 'Payments fail')
  await mei.says('/alert new')
  const busy = { figure: 'sales.orders_placed', window: 'today', when: 'threshold.above', value: '0', name: 'Busy day' }
  await mei.fills(busy)
  const id = await mei.isOffered('alert.edit', 'Busy day')
  await mei.says(`/alert ${id}`, 'not looked at yet')
  await mei.says(`/alert test ${id} 7`, 'would have fired')
  await day.pass(61)
  await day.post('reports', 'Busy day')
  await mei.says(`/alert snooze ${id} 1h`, 'snoozed until')
  await mei.says(`/alert edit ${id}`)
  await mei.fills({ value: '1' })
  await mei.says(`/alert mute ${id}`, 'muted by')
  await mei.says(`/alert unmute ${id}`)
  await mei.says(`/alert history ${id}`, 'alert changed')
  await mei.says(`/alert remove ${id}`, 'Removed: Busy day')
}
