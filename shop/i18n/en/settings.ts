/** Names of the settings, and a line about each. */
export const settings = {
  'setting.shop.name': 'Shop name',
} as const
