import type { Insertable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import { type Member, rightsOf } from '../access/member.ts'
import { chance, pick, type Random } from './random.ts'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const given = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '平',
  '子涵',
  '雨桐',
]
const firstNames = [
  'Emma',
  'Liam',
  'Olivia',
  'Noah',
  'Ava',
  'Lucas',
  'Mia',
  'Ethan',
  'Sofia',
  'Leo',
  'Chloe',
  'Max',
  'Nina',
  'Omar',
  'Ines',
  'Kenji',
]
const lastNames = [
  'Smith',
  'Garcia',
  'Müller',
  'Rossi',
  'Tanaka',
  'Kim',
  'Silva',
  'Novak',
  'Dubois',
  'Okafor',
  'Andersen',
  'Patel',
]
const regions = ['上海', '北京', '广东', '浙江', '江苏', '四川', '湖北', '福建', '山东', '陕西']

/** So many customers, most of them Chinese. Their addresses and numbers belong to nobody. */
export function sampleCustomers(random: Random, count: number): Insertable<Tables['customers']>[] {
  return Array.from({ length: count }, (_, index) => {
    const chinese = chance(random, 0.75)
    const id = `c${String(index + 1).padStart(4, '0')}`
    return {
      id,
      name: chinese
        ? pick(random, surnames) + pick(random, given)
        : `${pick(random, firstNames)} ${pick(random, lastNames)}`,
      email: `${id}@example.com`,
      phone: `+86 000 0000 ${String(index + 1).padStart(4, '0')}`,
      locale: chinese ? 'zh-CN' : 'en',
      region: chinese ? pick(random, regions) : null,
    }
  })
}

/**
 * Who places the next order: every third is somebody's first; the others come from those who are known, the earlier ones
 * more often.
 */
export function sampleBuyers(random: Random, customers: readonly string[]): () => string {
  let known = 0
  return () => {
    const fresh = known === 0 || (known < customers.length && chance(random, 0.35))
    return customers[fresh ? known++ : Math.floor(random() ** 1.6 * known)] ?? ''
  }
}

/** A colleague with one role: a support agent acts for the sample's customers. */
export const sampleAgent = (id: string, role = 'support'): Member => ({
  id,
  name: id,
  locale: 'en',
  timezone: 'UTC',
  roles: [role],
  merchant: null,
  rights: rightsOf([role], []),
})
