import type { SandboxPerson } from '../../../bot/sandbox/model.ts'

const person = (name: string, realName: string, title: string, locale = 'en-US'): SandboxPerson => ({
  ...{ id: `U0${name.toUpperCase()}`, name, realName, title, locale, tz: 'Asia/Shanghai' },
})

/** Who works there beside the people of the sandbox; the administrator gives them their roles in the morning. */
export const staff: SandboxPerson[] = [
  person('hua', 'Hua Yi 华艺', '商家 Merchant', 'zh-CN'),
  person('ito', 'Ito Ken', 'Merchant'),
  person('kim', 'Kim Min', 'Merchant'),
  person('ola', 'Ola Berg', 'Merchant'),
  person('rui', 'Rui Costa', 'Merchant'),
  person('eva', 'Eva Lund', 'Support'),
  person('leo', 'Leo Wu 吴乐', '客服 Support', 'zh-CN'),
  person('amy', 'Amy Fox', 'Support'),
  person('tim', 'Tim Hall', 'Approver'),
]

/** Whose goods are whose: the people of six merchants. */
export const merchants = { m1: 'wang', m2: 'hua', m3: 'ito', m4: 'kim', m5: 'ola', m6: 'rui' } as const
