// A list of households to tick who signed, and the register: hundreds of rows, found by typing without marks.

import { row, rows } from "./pack.js"
import { waiting } from "./outbox.js"
import { draftOf, typed } from "./drafts.js"
import { draw, plain, words } from "./draw.js"
import { drawField, show } from "./fields.js"
import { ask, isRight, keep, submits } from "./form.js"
import { standAbove } from "./safe.js"
import { PictureField } from "./camera.js"
import { pictureOf } from "./film.js"

// Rows that are drawn together or not at all: before every frame the browser asks of each part whether it is in sight.
const PART = 10

const SIGNERS = { household: () => rows("households") }
const of = (kind) => SIGNERS[kind]?.() ?? rows("people").filter((each) => each.kind === kind)

/** One line for each campaign and each body that has signers of its kind. */
export function campaigns() {
  const found = rows("campaigns").flatMap((campaign) =>
    rows("bodies").map((body) => [campaign, body, of(campaign.signers).filter((each) => each.body === body.id)]))
  const lines = found.filter(([, , signers]) => signers.length).map(([campaign, body, signers]) =>
    draw("link-row", { title: `${campaign.title} · ${body.name}`, about: `${signedIn(campaign, signers).length}/${signers.length}`, to: `ky/${campaign.id}/${body.id}` }))
  return draw("campaigns", { campaigns: lines, none: !lines.length })
}

/** The day, and where that is late, why; a pack of last release does not ask. */
const asksOf = ({ late = [] }) => [{ name: "on", label: words("label-signed"), widget: "DateInput", required: true }, ...late]

const signedIn = (campaign, signers) => signers.filter(({ id }) => row("signed", `${campaign.id} ${id}`))

export async function ticks(place, mended, campaignId, bodyId) {
  const campaign = row("campaigns", campaignId)
  if (!campaign) return
  const signers = of(campaign.signers).filter((each) => `${each.body}` === bodyId)
  const signed = new Set(signedIn(campaign, signers).map(({ id }) => id))
  const kept = new Set((await waiting()).filter((each) => each.payload.campaign === campaignId).flatMap((each) => each.payload.entries))
  const held = draftOf(place) ?? { entries: [], ...mended?.payload, picture: mended && (await pictureOf(mended.id)) }
  const open = signers.filter(({ id }) => !signed.has(id) && !kept.has(id))
  const ticked = new Set(open.map(({ id }) => id).filter((id) => held.entries.includes(id)))
  const lines = open.map((signer) => sought(line(signer, ticked.has(signer.id)), signer))
  const said = { title: campaign.title, text: campaign.text, body: row("bodies", bodyId)?.name, refused: mended?.sentence }
  const fields = asksOf(campaign)
  const asked = fields.map((field) => drawField(field, held[field.name]))
  const drawn = draw("ticks", { ...said, fields: asked, signed: `${signed.size + kept.size}`, all: `${signers.length}`, rows: inParts(lines), everybody: !lines.length })
  if (!lines.length) return drawn
  const form = drawn.querySelector("form")
  const picture = new PictureField(held.picture, words("say-sheet-help"))
  form.querySelector("[data-is=fields]").append(picture.element)
  look(drawn, lines, inParts)
  standAbove(form.querySelector(".below"))
  let typedIn = ask(form, fields)
  const values = () => ({ ...typedIn, entries: [...ticked] })
  const counted = form.querySelector("[data-bl-count]") // once: it stands behind hundreds of rows
  const count = () => (counted.textContent = ticked.size)
  form.addEventListener("input", ({ target }) => {
    if (target.id === "look") return
    if (target.name === "entries") ticked[target.checked ? "add" : "delete"](target.value)
    else typedIn = ask(form, fields) // which goes through all of the form
    typed(place, { ...values(), picture: picture.blob })
    count()
  })
  submits(form, async () => {
    const isNobody = show(form.querySelector(".ticks").parentElement, ticked.size ? undefined : words("say-nobody"))
    if (!isRight(form, fields, typedIn) || isNobody) return
    const title = words("say-signatures", { n: ticked.size, title: campaign.title })
    await keep(place, mended, { kind: "pledges.sign", title, payload: { campaign: campaignId, body: +bodyId, ...values() } }, picture)
  })
  count()
  return drawn
}

function line(signer, isTicked) {
  const drawn = draw("tick", { name: signer.name, address: signer.address })
  Object.assign(drawn.querySelector("input"), { value: signer.id, checked: isTicked })
  return drawn
}

export function register() {
  const lines = rows("households").map((entry) =>
    sought(draw("link-row", { title: entry.name, about: entry.address, to: `ho/${entry.id}` }), entry))
  const drawn = draw("register", { rows: rowsOf(lines), none: !lines.length })
  look(drawn, lines, rowsOf)
  return drawn
}

/** A row, with what is looked for in it. */
const sought = ({ firstElementChild: element }, { name, address = "" }) => ({ element, letters: plain(`${name} ${address}`) })
const rowsOf = (lines) => lines.map(({ element }) => element)

const inParts = (lines) => lines.flatMap((_, at) => (at % PART ? [] : partOf(rowsOf(lines.slice(at, at + PART)))))

function partOf(rows) {
  const part = document.createElement("div")
  part.append(...rows)
  return part
}

/** Leaves what has the letters typed; nothing is drawn anew. */
function look(page, lines, arranged) {
  const [box, list] = [page.querySelector("#look"), page.querySelector(".ticks")]
  box.addEventListener("input", () => {
    const typed = plain(box.value.trim())
    list.replaceChildren(...arranged(lines.filter(({ letters }) => letters.includes(typed))))
  })
  box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())
}
