// What stands before the pages: a PIN, one person a phone, and leaving with nothing left behind.

import { end, read } from "./store.js"
import { begin, enter, hasPack, isOpen, shut, standing as life, triesLeft, wipeAll, wipePack } from "./vault.js"
import { waitingCount } from "./outbox.js"
import { unsent } from "./pictures.js"
import { forgetAll } from "./drafts.js"
import { draw, words } from "./draw.js"
import { forget, load } from "./pack.js"
import { outlived } from "./carried.js"
import { carry, signedIn, standing, sync } from "./sync.js"

const PIN = /^\d{6}$/
const EASY = /^(\d)\1+$|^(?:0?123456|654321|012345)$/
let told // said once, above the next gate

/** The page that is to be passed first; nothing where the way is free. */
export async function gate(again, place) {
  const owner = await read("meta", "owner")
  if (standing === "another" && owner) return another(owner, again)
  if (!(await hasPack())) return place === "chuyen-ho" ? undefined : first(again) // there, nothing is read
  const now = await life()
  await outlived()
  if (now === "good") return isOpen() ? undefined : ask(again)
  close()
  if (now === "back") return draw("clock")
  await wipePack()
  told = words("say-over")
  return first(again)
}

/** What was being typed waits in memory for the PIN; only who leaves takes it along. */
export function close() {
  shut()
  forget()
}

async function first(again) {
  if (standing === "revoked") return draw("sign-in", { told: words("say-revoked") })
  const person = await signedIn()
  if (!person) return draw(navigator.onLine && standing === "signed out" ? "sign-in" : "no-signal", { told: said() })
  const drawn = draw("begin", { told: said(), error: true })
  submits(drawn, "begin", async ({ pin, again: repeated }) => {
    if (!PIN.test(pin)) return words("say-pin")
    if (EASY.test(pin)) return words("say-easy")
    if (pin !== repeated) return words("say-differ")
    await begin(pin)
    await navigator.storage?.persist?.()
    await sync()
    again()
  })
  return drawn
}

async function ask(again) {
  const drawn = draw("enter", { owner: (await read("meta", "owner"))?.name, error: true })
  submits(drawn, "enter", async ({ pin }) => {
    if (!PIN.test(pin)) return words("say-pin")
    if (await enter(pin)) await load()
    else if (await hasPack()) return words("say-wrong", { n: await triesLeft() })
    else told = words("say-wiped")
    again()
    sync()
  })
  return drawn
}

/** A sentence that comes back is shown beside the field. */
function submits(drawn, name, act) {
  const form = drawn.querySelector(`[data-bl-${name}]`)
  const error = form.querySelector(".error")
  error.hidden = true
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const button = form.querySelector("button")
    button.disabled = true
    const fault = await act(Object.fromEntries(new FormData(form))).catch(() => words("say-shut"))
    button.disabled = false
    error.textContent = fault ?? ""
    error.hidden = !fault
    if (fault) form.reset()
    form.elements.pin.focus()
  })
}

function said() {
  const once = told
  told = undefined
  return once
}

const unsentWords = (what) => what && words("say-unsent", { what })

async function another(owner, again) {
  const [n, what] = [await waitingCount(), await unsent()]
  const drawn = draw("another", { owner: owner.name, unsent: unsentWords(what), carry: n > 0, "carry-says": !!what })
  const gone = async () => {
    await wipeAll()
    forgetAll()
    close()
    await sync()
    again()
  }
  drawn.querySelector("[data-bl-carry]")?.addEventListener("click", async () => ((await carry()) ? gone() : again()))
  drawn.querySelector("[data-bl-wipe]").addEventListener("click", gone)
  return drawn
}

/** Signing out: by the server's own form, behind a warning of what was not sent. */
export async function leave(again) {
  const [person, what] = [await signedIn(), await unsent()]
  const drawn = draw("leave", { unsent: unsentWords(what), send: !!what && !!person, drop: true })
  const form = drawn.querySelector("form")
  form.elements.csrfmiddlewaretoken.value = person?.token ?? ""
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    await wipeAll()
    forgetAll()
    close()
    if (!person) return (location.hash = "")
    await end() // before the server's answer cuts off who still reads
    form.submit()
  })
  form.querySelector("[data-bl-send]")?.addEventListener("click", async () => {
    await sync()
    if (await unsent()) again()
    else form.requestSubmit()
  })
  return drawn
}
