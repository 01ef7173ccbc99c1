// The cards of whom one helps: asked for with a purpose, read until the hour that the page says.

import { carried, carry, redraw, until } from "./carried.js"
import { today } from "./clock.js"
import { day, draw, words } from "./draw.js"
import { page } from "./form.js"
import { row, serversKey } from "./pack.js"
import { between, signedIn } from "./sync.js"
import { Refused, hand } from "./wire.js"

export async function cards() {
  const found = carried()
  const drawn = draw("cards", { rows: found.map(line), until: found.length > 0 && hour(await until()), none: !found.length, said: true })
  const said = drawn.querySelector("[role=alert]")
  said.hidden = true
  drawn.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault()
    said.textContent = (await takeAlong(event.target)) ?? ""
    said.hidden = !said.textContent
  })
  return drawn
}

const line = ({ id, code, name, next }) =>
  draw("card-row", { code, name, next: next && words("say-next", { day: day(next) }), to: serversKey() && `tham/${id}` })

/** What is written of a visit goes into a box that only the server opens. */
export function visit(place, mended, id) {
  const card = carried().find((each) => each.id === id)
  if (!card || !serversKey()) return
  const title = words("label-visit")
  const on = { name: "visited_on", label: words("label-visited"), widget: "DateInput", required: true }
  const said = { name: "note", label: words("label-said"), help: words("say-unread-here"), widget: "Textarea", max_length: 500 }
  const next = { name: "next_on", label: words("label-next"), widget: "DateInput", ahead: true, since: today() }
  const operation = (values) => ({ kind: "care.visit", title, unread: true, payload: { card: id, body: row("cards", id).body, ...values } })
  return page({ place, title, about: card.code, fields: [on, said, next], operation })
}

const hour = (moment) => new Date(moment).toLocaleString("vi-VN").replace(/:\d\d /, " ") // no seconds

/** A sentence that comes back says why not. */
async function takeAlong(form) {
  try {
    const { token } = await signedIn()
    const answer = await hand(form.action, token, new FormData(form))
    await between(() => carry(answer))
  } catch (error) {
    return error instanceof Refused ? error.message : words("say-not-taken")
  }
  redraw()
}
