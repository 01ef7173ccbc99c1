// The fields of a form, from what the pack says of them, and what is typed in them.

import { today } from "./clock.js"
import { day, draw, words } from "./draw.js"

const MULTIPLE = "CheckboxSelectMultiple"
const DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** A field as the pack describes it, holding `value`. */
export function drawField(field, value) {
  const said = { label: field.label, help: field.help, optional: !(field.required || field.late) }
  const inputs = field.parts ? parts(field, value) : field.choices && field.widget !== "Select" ? choices(field, value) : undefined
  const drawn = draw(inputs ? "fields" : "field", { ...said, widget: inputs ?? single(field, value) }).firstElementChild
  drawn.dataset.blField = field.name
  const label = drawn.querySelector("[data-bl-label]")
  if (label) label.htmlFor = `f-${field.name}`
  return drawn
}

/** What the form says, as a page would send it: a list where several may be chosen. */
export function valuesOf(form, fields) {
  const said = new FormData(form)
  const names = (field) => (field.parts ? field.parts.map(([value]) => `${field.name}_${value}`) : [field.name])
  const of = (field, name) => (field.widget === MULTIPLE ? said.getAll(name) : (said.get(name) ?? "").trim())
  return Object.fromEntries(fields.flatMap((field) => names(field).map((name) => [name, of(field, name)])))
}

/** The sentence that says what is wrong with a field, or nothing. */
export function faultOf(field, values) {
  const value = values[field.name]
  if (field.parts) return
  if (!isAsked(field, values)) return
  if (!value?.length) return field.required || field.late ? words("say-empty") : undefined
  if (field.widget === "DateInput") return dayFault(field, value)
  const [min, max] = [field.min_value ?? 0, field.max_value ?? Infinity]
  const isWrong = field.widget === "NumberInput" && !(/^\d+$/.test(value) && +value >= min && +value <= max)
  return isWrong ? words("say-number", { min, max }) : undefined
}

/** Says beside a field what is wrong with it, if anything. */
export function show(place, fault) {
  place.classList.toggle("wrong", !!fault)
  const error = place.querySelector(".error")
  error.textContent = fault ?? ""
  error.hidden = !fault
  return fault
}

/** Whether it stands on the page: why a record comes late, where its day says so; the word, where no choice fits (SEC-45). */
export const isAsked = ({ late, choices }, values) => !late || (isLate(values) && (choices || values.why_late === "other"))

const isLate = ({ happened_on, on: typed = happened_on }) => Date.parse(today()) - momentOf(typed) > 24 * 3600_000

/** Where a day may lie ahead, it lies there since a day at the earliest, if its form says which. */
function dayFault({ ahead, since = "" }, text) {
  if (ahead) return dayIn(text) >= since ? undefined : words("say-ahead")
  return isDay(text) ? undefined : words("say-day")
}

const isDay = (text) => dayIn(text) <= today()

/** "2026-11-23"; of what is no day nothing, which is neither before nor after any. */
function dayIn(text) {
  const [, date, month] = DAY.exec(text) ?? []
  const moment = momentOf(text)
  return moment.getUTCDate() === +date && moment.getUTCMonth() === month - 1 ? moment.toISOString().slice(0, 10) : undefined
}

function momentOf(text) {
  const [, date, month, year] = DAY.exec(text) ?? []
  return new Date(Date.UTC(year, month - 1, date))
}

function single(field, value) {
  const input = document.createElement(field.widget === "Textarea" ? "textarea" : field.widget === "Select" ? "select" : "input")
  if (field.widget === "Select") input.append(new Option("", ""), ...field.choices.map(([key, label]) => new Option(label, key)))
  Object.assign(input, { name: field.name, id: `f-${field.name}`, autocomplete: "off" })
  if (field.max_length) input.maxLength = field.max_length
  if (field.widget === "NumberInput" || field.widget === "DateInput") {
    input.inputMode = "numeric"
    input.className = "short"
  }
  input.value = value ?? (field.widget === "DateInput" && !field.ahead ? day(today()) : "")
  return input
}

function choices(field, value) {
  const chosen = [value ?? (field.choices.length === 1 && field.required ? field.choices[0][0] : [])].flat()
  return field.choices.map(([key, label]) => {
    const pick = draw("choice", { label })
    const type = field.widget === MULTIPLE ? "checkbox" : "radio"
    Object.assign(pick.querySelector("input"), { type, name: field.name, value: key, checked: chosen.includes(key) })
    return pick
  })
}

function parts(field, values) {
  return field.parts.map(([key, label]) => {
    const row = draw("number", { label })
    Object.assign(row.querySelector("input"), { name: `${field.name}_${key}`, value: values?.[key] ?? "" })
    return row
  })
}
