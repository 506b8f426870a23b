/** Slack's short names of the emoji that apps commonly write. */
const NAMED = `white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|exclamation ❗|question ❓|information_source ℹ️|bulb 💡|bell 🔔|no_bell 🔕|rotating_light 🚨
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪
black_circle ⚫|large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|small_red_triangle 🔺
small_red_triangle_down 🔻|arrow_up ⬆️|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrow_upper_right ↗️|arrow_lower_right ↘️
leftwards_arrow_with_hook ↩️|arrows_counterclockwise 🔄|repeat 🔁|fast_forward ⏩|double_vertical_bar ⏸️|arrow_forward ▶️
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|clock1 🕐|calendar 📅|date 📅|spiral_calendar_pad 🗓️
package 📦|truck 🚚|shopping_trolley 🛒|shopping_bags 🛍️|gift 🎁|label 🏷️|ticket 🎟️|receipt 🧾|credit_card 💳|moneybag 💰
money_with_wings 💸|dollar 💵|yen 💴|euro 💶|bank 🏦|department_store 🏬|convenience_store 🏪|factory 🏭|house 🏠|key 🔑
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|memo 📝|pencil ✏️|pencil2 ✏️|page_facing_up 📄
file_folder 📁|open_file_folder 📂|card_index 📇|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|scissors ✂️|lock 🔒|unlock 🔓
mag 🔍|mag_right 🔎|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|electric_plug 🔌|battery 🔋|satellite 🛰️|robot_face 🤖|email 📧
envelope ✉️|inbox_tray 📥|outbox_tray 📤|incoming_envelope 📨|speech_balloon 💬|thought_balloon 💭|loudspeaker 📢|mega 📣
telephone_receiver 📞|iphone 📱|computer 💻|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|clap 👏|pray 🙏
raised_hands 🙌|muscle 💪|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|eyes 👀|tada 🎉|confetti_ball 🎊|trophy 🏆
star ⭐|star2 🌟|sparkles ✨|fire 🔥|zap ⚡|boom 💥|rocket 🚀|100 💯|heart ❤️|broken_heart 💔|blue_heart 💙|green_heart 💚
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|wink 😉|blush 😊|heart_eyes 😍|thinking_face 🤔|neutral_face 😐
disappointed 😞|cry 😢|sob 😭|angry 😠|sweat_smile 😅|sunglasses 😎|sleeping 😴|zzz 💤|sunny ☀️|cloud ☁️|umbrella ☔|snowflake ❄️
bug 🐛|seedling 🌱|herb 🌿|coffee ☕|tea 🍵|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣
bust_in_silhouette 👤|busts_in_silhouette 👥|office 🏢|globe_with_meridians 🌐|recycle ♻️|wastebasket 🗑️|new 🆕|sos 🆘|heavy_minus_sign ➖
heavy_plus_sign ➕|balance_scale ⚖️|scales ⚖️|mantelpiece_clock 🕰️|construction 🚧|checkered_flag 🏁|triangular_flag_on_post 🚩`

const BY_NAME = new Map(NAMED.split(/[|\n]/).map((pair) => /** @type {[string, string]} */ (pair.split(' '))))

/**
 * The character of a short name; the name between colons, as Slack shows an unknown one, when it is not known here.
 * @param {string} name
 */
export function emoji(name) {
  return BY_NAME.get(name) ?? `:${name}:`
}

/**
 * A plain text with its short names replaced.
 * @param {string} text
 */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (_, /** @type {string} */ name) => emoji(name))
}
