// The review of a plan by keys, on one page. Without it every button and link opens the next page by itself.

import { forget, isKept, keep, restore } from "./keep.js"
import { ask, put } from "./parts.js"
import "./picker.js"

const CARD = "article[data-bl-part]"
const dock = document.querySelector("[data-bl-failed]")
const said = dock.querySelector("[role=status]")
let queue = Promise.resolve() // decisions are sent one after the other, as they were made
let last // the id of the card that was decided last
let early = null // letters typed while a form is on its way

const cards = () => [...document.querySelectorAll(CARD)]
const current = () => document.activeElement.closest(CARD)

/** Shows a card with its clause, and puts the focus on it. */
function go(card) {
  if (!card) return
  const row = card.closest(".clause")
  const fits = row.offsetHeight < innerHeight - dock.offsetHeight
  ;(fits ? row : card).scrollIntoView({ block: fits ? "center" : "nearest" })
  card.focus({ preventScroll: true })
}

/** The next card that waits for a word after this one, else the first that does. */
function waiting(card) {
  const all = cards().filter((each) => each === card || each.matches("[data-bl-waiting]:not([data-bl-sent])"))
  const next = all[all.indexOf(card) + 1] ?? all[0]
  return next === card ? undefined : next
}

function decide(button, part) {
  const card = part.closest(CARD)
  const next = card && waiting(card)
  part.toggleAttribute("data-bl-sent", true)
  const form = new FormData(button.form)
  queue = queue.then(() => ask(button.formAction, form)).then(put).catch(() => fail(part))
  if (!card) return
  last = card.id
  if (!next || button.dataset.blKey === "z") queue.then(() => go(document.getElementById(card.id)))
  else go(next)
}

function fail(part) {
  part.removeAttribute("data-bl-sent")
  said.textContent = dock.dataset.blFailed
}

async function edit(link) {
  const card = link.closest(CARD)
  if (!card.querySelector("form")) {
    early = ""
    const parts = await ask(link.href).catch(() => fail(card))
    parts?.forEach(restore)
    card.append(...(parts ?? []))
    card.closest(".clause").scrollIntoView()
  }
  const field = card.querySelector("form [autofocus], form input:not([type=hidden])")
  field?.focus()
  field?.select()
  if (early && field) {
    field.value = early
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  early = null
}

async function save(form) {
  const card = form.closest(CARD)
  const next = waiting(card)
  const parts = await ask(form.action, new FormData(form)).catch(() => fail(card))
  if (!parts) return
  put(parts)
  const wrong = document.getElementById(form.id)
  if (wrong) return wrong.querySelector("[autofocus]").focus()
  forget(form)
  last = card.id
  go(next ?? document.getElementById(last))
}

function close(form) {
  const card = form.closest(CARD)
  forget(form)
  form.remove()
  go(card)
}

// Before others hear of it: a form that is sent from here stays on the page.
addEventListener("submit", (event) => {
  const { submitter, target } = event
  const part = (submitter ?? target).closest("[data-bl-part]")
  if (!part) return
  event.preventDefault()
  if (target.contains(submitter) || !submitter) save(target)
  else decide(submitter, part)
}, true)

addEventListener("click", (event) => {
  const link = event.target.closest("[data-bl-edit], [data-bl-close], [data-bl-next]")
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  if (link.matches("[data-bl-edit]")) edit(link)
  else if (link.matches("[data-bl-close]")) close(link.closest("form"))
  else go(waiting(current()))
})

addEventListener("input", (event) => {
  const form = event.target.closest(`${CARD} form`)
  if (form) keep(form)
})

addEventListener("keydown", (event) => {
  const { target } = event
  const key = event.key.length > 1 ? event.key : event.key.toLowerCase()
  const form = target.closest(`${CARD} form`)
  if (form && key === "Escape") return close(form)
  if (form && key === "Enter" && event.ctrlKey) return form.requestSubmit()
  if (event.ctrlKey || event.altKey || event.metaKey || target.closest("form, summary")) return
  if (early !== null) return key.length > 1 || ((early += event.key), event.preventDefault())
  const card = current()
  const step = { j: 1, k: -1, ArrowDown: card && 1, ArrowUp: card && -1 }[key]
  const own = (part) => part?.querySelector(`[data-bl-key~="${CSS.escape(key)}"]`)
  const control = (key !== "Enter" || target === card) && (own(card) ?? (key === "z" && own(document.getElementById(last))))
  if (step) go(cards()[Math.max(0, cards().indexOf(card) + step)])
  else if (!event.repeat) control?.click?.() // a key held down decides once
  if (step || control) event.preventDefault()
})

const opened = cards().filter((card) => isKept(`sua-${card.id}`))
opened.forEach((card) => edit(card.querySelector("[data-bl-edit]")))
if (!location.hash && !opened.length && cards().some((card) => !card.matches("[data-bl-waiting]"))) go(waiting())
