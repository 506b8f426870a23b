import { h, iconButton } from './dom.js'
import { ShopRefusal } from './shop-http.js'

/** @import { Child } from './dom.js' */
/** @import { SeenPerson } from '../contract.ts' */
/** @import { ShopWords } from './shop-words.js' */
/** @typedef {{ id: string, name: string | null, locale?: string | null, region?: string | null }} Customer */
/** @typedef {{ sku: string, name: string, name_zh: string | null, count: number }} Wanted so many pieces of goods */
/** @typedef {Record<string, any>} Answer what a storefront's endpoint answers: docs/storefront.md */

/**
 * One screen of the phone: what it looks up, and how that is drawn. It is looked up again from time to time.
 * @typedef {object} Screen
 * @property {string} title
 * @property {() => Promise<Answer>} load
 * @property {(found: Answer) => Child[]} draw
 */

/** The phone of one customer: who they are, what is in their basket, and the screens they went through. */
export class Shop {
  /** @type {Screen[]} */
  #screens = []
  /** What the screen shows, to tell whether there is anything new. */
  #shown = ''
  /** Counts what was asked for: only the latest is shown. */
  #asked = 0
  search = ''
  category = ''
  onchange = () => {}

  /**
   * @param {ShopWords} words
   * @param {SeenPerson} reader
   */
  constructor(words, reader) {
    this.words = words
    this.reader = reader
    this.chinese = reader.locale.startsWith('zh')
    /** @type {Customer | null} */
    this.customer = JSON.parse(localStorage.getItem('customer') ?? 'null')
    const kept = JSON.parse(sessionStorage.getItem('shop') ?? '{}')
    /** @type {Map<string, Wanted>} by SKU, with the names: what is unlisted meanwhile cannot be looked up any more */
    this.basket = new Map(kept.basket)
    /** @type {string} */
    this.coupon = kept.coupon ?? ''
    /** @type {string} which part of the shop is open; none before one has chosen whom to play */
    this.tab = kept.tab ?? ''
    /** Of the order that is placed next: the same for each try, so that no try makes a second order. @type {string} */
    this.number = kept.number ?? ''
    /** @type {string[]} orders that were placed as a guest */
    this.guestOrders = kept.guestOrders ?? []
    this.view = h('div', { className: 'phone-view', tabIndex: -1 })
    this.notice = h('p', { className: 'phone-notice', role: 'status', hidden: true })
  }

  get screen() {
    return this.#screens.at(-1)
  }

  get pieces() {
    return [...this.basket.values()].reduce((sum, { count }) => sum + count, 0)
  }

  /**
   * Changes what is kept for as long as the tab is open, whoever acts in Slack meanwhile.
   * @param {Partial<Pick<Shop, 'basket' | 'coupon' | 'tab' | 'number' | 'guestOrders'>>} news
   */
  keep(news) {
    Object.assign(this, news)
    const { basket, coupon, tab, number, guestOrders } = this
    sessionStorage.setItem('shop', JSON.stringify({ basket: [...basket], coupon, tab, number, guestOrders }))
    this.onchange()
  }

  /** @param {Customer | null} customer */
  become(customer) {
    this.customer = customer
    localStorage.setItem('customer', JSON.stringify(customer))
    this.keep({ number: '' })
  }

  /**
   * Puts so many pieces into the basket; none takes the goods out.
   * @param {Omit<Wanted, 'count'>} goods
   * @param {number} count
   */
  put({ sku, name, name_zh }, count) {
    if (count > 0) this.basket.set(sku, { sku, name, name_zh, count: count })
    else this.basket.delete(sku)
    this.keep({ number: '' })
  }

  /** @param {Screen} screen */
  start(screen) {
    this.#screens = []
    this.open(screen)
  }

  /** @param {Screen} screen */
  open(screen) {
    this.#screens.push(screen)
    void this.#show()
  }

  /** Whether there is a screen before this one. */
  get deep() {
    return this.#screens.length > 1
  }

  back() {
    this.#screens.pop()
    void this.#show()
  }

  /** Shows the screen anew after something was done on it. */
  async again() {
    const { screen } = this
    if (!screen) return
    const mine = ++this.#asked
    this.#shown = ''
    try {
      const found = await screen.load()
      if (mine === this.#asked) this.#put(screen, found)
    } catch (fault) {
      if (mine === this.#asked) this.#fail(screen, fault)
    }
  }

  /** Looks whether there is anything new; what stands there stays where the shop does not answer just now. */
  async refresh() {
    const { screen } = this
    if (!screen || this.view.ariaBusy === 'true') return
    const asked = this.#asked
    try {
      const found = await screen.load()
      if (asked === this.#asked) this.#put(screen, found)
    } catch (fault) {
      if (!(fault instanceof ShopRefusal)) throw fault
    }
  }

  /** Says something under the screen. @param {string} text @param {boolean} [trouble] */
  say(text, trouble = false) {
    this.notice.textContent = text
    this.notice.classList.toggle('trouble', trouble)
    this.notice.setAttribute('role', trouble ? 'alert' : 'status')
    this.notice.hidden = text === ''
  }

  /**
   * Does something a button stands for: it is busy meanwhile, and a refusal is said in plain words.
   * @param {HTMLElement} button
   * @param {() => Promise<unknown>} work
   */
  async act(button, work) {
    if (button.ariaBusy === 'true') return
    button.ariaBusy = 'true'
    this.say('')
    try {
      await work()
    } catch (fault) {
      if (!(fault instanceof ShopRefusal)) throw fault
      this.say(fault.message || this.words.unreachable, true)
    } finally {
      button.ariaBusy = null
    }
  }

  /** Shows the screen on top, from its beginning. */
  #show() {
    const { screen, words } = this
    if (!screen) return
    const inside = this.view.contains(document.activeElement)
    this.say('')
    this.view.ariaBusy = 'true'
    this.view.replaceChildren(this.#head(screen), h('p', { className: 'status quiet', role: 'status' }, words.loading))
    this.view.scrollTop = 0
    if (inside) this.view.focus({ preventScroll: true })
    return this.again()
  }

  /**
   * Says why the screen has nothing to show, with a button to try again.
   * @param {Screen} screen
   * @param {unknown} fault
   */
  #fail(screen, fault) {
    this.view.ariaBusy = null
    if (!(fault instanceof ShopRefusal)) throw fault
    const retry = h('button', { type: 'button', className: 'button', onclick: () => this.#show() }, this.words.again)
    const why = h('p', {}, fault.message || this.words.unreachable)
    this.view.replaceChildren(this.#head(screen), h('div', { className: 'status', role: 'alert' }, why, retry))
  }

  /** @param {Screen} screen */
  #head({ title }) {
    const back = iconButton('back', this.words.back, { onclick: () => this.back() })
    return h('header', { className: 'phone-head' }, this.deep && back, h('h3', {}, title))
  }

  /**
   * Draws what was found, unless it is what stands there; who stood on something stands there still.
   * @param {Screen} screen
   * @param {Answer} found
   */
  #put(screen, found) {
    this.view.ariaBusy = null
    const look = JSON.stringify(found)
    if (look === this.#shown) return
    this.#shown = look
    const { activeElement: focused } = document
    const key = focused instanceof HTMLElement && this.view.contains(focused) ? focused.dataset.key : undefined
    const { scrollTop } = this.view
    this.view.replaceChildren(this.#head(screen), ...screen.draw(found).filter((child) => child instanceof Node))
    this.view.scrollTop = scrollTop
    const again = key && this.view.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (again instanceof HTMLElement) again.focus({ preventScroll: true })
    if (again instanceof HTMLInputElement) again.setSelectionRange(again.value.length, again.value.length)
  }
}
