import { en } from './shop-words-en.js'
import { zh } from './shop-words-zh.js'

/** @typedef {typeof en} ShopWords */

/**
 * The storefront's words in a person's language: Chinese for any `zh` locale, English otherwise.
 * @param {string} locale as Slack gives it
 * @returns {ShopWords}
 */
export const shopWordsFor = (locale) => (locale.startsWith('zh') ? zh : en)
