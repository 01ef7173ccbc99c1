// Pages that write: a record, the note of a duty, the words of a household. Each becomes one operation.

import { add, answered } from "./outbox.js"
import { PictureField } from "./camera.js"
import { pictureOf } from "./film.js"
import { replace } from "./pictures.js"
import { row } from "./pack.js"
import { done, draftOf, notKept, typed } from "./drafts.js"
import { draw, words } from "./draw.js"
import { drawField, faultOf, isAsked, show, valuesOf } from "./fields.js"
import { sync } from "./sync.js"

const WORDS = ["name", "address", "phone", "detail"]
const LENGTHS = { name: 120, address: 120, phone: 20, detail: 120 }
const NOTE = { name: "note", widget: "Textarea", required: true, max_length: 2000 }

/** A record of `kind` by a body, as the form that came in the pack asks. */
export function record(place, mended, kind, body) {
  const asked = row("forms", `record.${kind}/${body}`)
  if (!asked) return
  const fields = asked.fields.filter(({ widget }) => widget !== "FileInput" && widget !== "ClearableFileInput")
  const about = row("bodies", body)?.name
  const operation = (values) => ({ kind: `record.${kind}`, title: `${asked.verb} · ${about}`, payload: { body: +body, ...values } })
  return page({ place, mended, title: asked.verb, about, fields, operation, takes: asked.fields.find((field) => !fields.includes(field)) })
}

export function note(place, mended, id) {
  const duty = row("duties", id)
  if (!duty) return
  const { title } = row("tasks", duty.task)
  const operation = (values) => ({ kind: "duty.submit", title: words("say-note", { title }), payload: { duty: +id, ...values } })
  return page({ place, mended, title, about: row("bodies", duty.body)?.name, fields: [{ ...NOTE, label: words("label-note") }], operation, takes: {} })
}

/** Of a household's words only those that were changed go up, each with what it was: others may change it, too. */
export function household(place, mended, id) {
  const entry = row("households", id)
  if (!entry) return
  const fields = WORDS.map((name) => ({ name, label: words(`label-${name}`), widget: "TextInput", required: name === "name", max_length: LENGTHS[name] }))
  const operation = (values) => {
    const changed = WORDS.filter((name) => values[name] !== (entry[name] ?? ""))
    const payload = Object.fromEntries(changed.flatMap((name) => [[name, values[name]], [`was_${name}`, entry[name] ?? ""]]))
    if (!changed.length) return
    return { kind: "entry.correct", title: words("say-mended", entry), seen: entry.version, payload: { entry: id, ...payload } }
  }
  return page({ place, mended, title: entry.name, about: row("bodies", entry.body)?.name, fields, operation, values: entry })
}

/** The picture of what was done, which the server refused: looked at, and sent again, or another in its place. */
export async function picture(place, mended, id) {
  const { pictureSays: refused, title: of = words("say-unread") } = (await answered()).find((each) => each.id === id) ?? {}
  if (!refused) return
  const field = new PictureField(draftOf(place)?.picture ?? (await pictureOf(id)))
  const title = words("say-picture", { title: of })
  const drawn = draw("page-form", { title, refused, fields: [field.element] })
  const form = drawn.querySelector("form")
  form.addEventListener("input", () => typed(place, { picture: field.blob }))
  submits(form, async () => {
    if (!(await field.isReady())) return
    if (!field.blob) return field.fail(words("say-no-picture"))
    await doing(place, () => replace(id, field.blob), title, field)
  })
  return drawn
}

export async function page({ place, mended, title, about, fields, operation, values, takes }) {
  const held = draftOf(place) ?? { ...values, ...mended?.payload, picture: mended && (await pictureOf(mended.id)) }
  const picture = takes && new PictureField(held.picture, takes.help)
  const drawn = draw("page-form", { title, about, refused: mended?.sentence, fields: fields.map((field) => drawField(field, valueIn(field, held))) })
  const form = drawn.querySelector("form")
  if (picture) form.querySelector("[data-is=fields]").append(picture.element)
  form.addEventListener("input", () => typed(place, { ...ask(form, fields), picture: picture?.blob }))
  ask(form, fields)
  submits(form, async () => {
    const said = valuesOf(form, fields)
    if (isRight(form, fields, said)) await keep(place, mended, operation(said), picture)
  })
  return drawn
}

/** Keeping takes a moment: pressed twice meanwhile, it is done once. */
export function submits(form, act) {
  let isBusy = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (isBusy) return
    isBusy = true
    await act().finally(() => (isBusy = false))
  })
}

/** Shows what is to be asked after what was typed, which is given back. */
export function ask(form, fields) {
  const said = valuesOf(form, fields)
  for (const field of fields) placeOf(form, field.name).hidden = !isAsked(field, said)
  return said
}

const placeOf = (form, name) => form.querySelector(`[data-bl-field="${name}"]`)

const valueIn = ({ name, parts }, held) =>
  parts ? Object.fromEntries(parts.map(([key]) => [key, held[`${name}_${key}`]])) : held[name]

/** Shows what is wrong beside each field, and leads to the first. */
export function isRight(form, fields, values) {
  const wrong = fields.filter((field) => show(placeOf(form, field.name), faultOf(field, values)))
  form.querySelector(".wrong :is(input, textarea, select)")?.focus()
  return !wrong.length
}

/** Into the outbox with its picture; on the disk before anybody is told so. */
export async function keep(place, mended, operation, picture) {
  if (picture && !(await picture.isReady())) return
  const kept = { ...operation, picture: picture?.blob, place: place.split("~")[0], mends: mended?.id }
  await doing(place, async () => operation && add(kept), operation?.title, picture)
}

async function doing(place, act, title, picture) {
  try {
    await act()
  } catch {
    if (picture?.blob) picture.fail(words("say-full"))
    return notKept()
  }
  done(place)
  dispatchEvent(new CustomEvent("bl-saved", { detail: title }))
  sync()
}
