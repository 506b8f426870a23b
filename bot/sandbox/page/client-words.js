/** What Slack's own client says about a form, as the sandbox words it, and the same in Chinese. */
const CHINESE = /** @type {const} */ ([
  [/^Please complete this required field\.$/, '请填写此必填项。'],
  [/^Please select at most (.+)\.$/, '最多选择 $1 项。'],
  [/^Please enter a valid number\.$/, '请输入有效的数字。'],
  [/^Please enter a number of at least (.+)\.$/, '请输入不小于 $1 的数字。'],
  [/^Please enter a number of at most (.+)\.$/, '请输入不大于 $1 的数字。'],
  [/^Please enter a valid email address\.$/, '请输入有效的邮箱地址。'],
  [/^Please enter a valid URL\.$/, '请输入有效的网址。'],
  [/^Please enter at least (.+) characters\.$/, '请至少输入 $1 个字符。'],
  [/^Please enter at most (.+) characters\.$/, '请最多输入 $1 个字符。'],
  [/^We had some trouble connecting\. Try again\?$/, '连接出了点问题，要再试一次吗？'],
])

/**
 * A text of the client in a person's language. What the app says is left as it is.
 * @param {string} text
 * @param {string} locale as Slack gives it
 */
export function clientWords(text, locale) {
  const [said, chinese] = CHINESE.find(([english]) => english.test(text)) ?? []
  return said && locale.startsWith('zh') ? text.replace(said, chinese ?? text) : text
}
