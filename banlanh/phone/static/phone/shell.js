// Which page is shown: the address behind "#" says it, once the gate is passed.

import "./safe.js"
import { answered } from "./outbox.js"
import { box, desk } from "./desk.js"
import { campaigns, register as households, ticks } from "./ticks.js"
import { cards, visit } from "./cards.js"
import { close, gate, leave } from "./gate.js"
import { draw } from "./draw.js"
import { household, note, picture, record } from "./form.js"
import { isTyped } from "./drafts.js"
import { begin, standing, sync } from "./sync.js"
import { register } from "./register.js"
import { isOpen, standing as life } from "./vault.js"

const handover = async () => (await import("./handover/page.js")).handover() // not needed to open
const PAGES = { "": desk, hop: box, ky: campaigns, so: households, "chuyen-ho": handover, phieu: cards }
const WRITING = { ghi: record, viec: note, ho: household, ky: ticks, tham: visit, anh: picture }
const HOMES = { ky: "ky", ho: "so", anh: "hop" } // where one goes on after writing; else one's duties
const EACH = 60_000
const AWAY = 10 * 60_000 // looked away from for so long, it closes

class Shell extends HTMLElement {
  #saved
  #drawing = 0
  #left

  async connectedCallback() {
    begin(this.dataset)
    addEventListener("hashchange", () => this.#show({ isNew: true }))
    addEventListener("bl-pack", () => isTyped() || this.#show())
    addEventListener("bl-kept", () => this.#follow())
    addEventListener("bl-saved", ({ detail }) => this.#leaveForm(detail))
    document.addEventListener("visibilitychange", () => this.#look())
    document.querySelector("[data-bl-shut]").addEventListener("click", () => this.#shut())
    document.querySelector("[data-bl-skip]").addEventListener("click", (event) => this.#skip(event))
    setInterval(() => this.#expire(), EACH)
    this.#show()
    await sync()
    this.#show()
    // Last, so that nothing waits for what it fetches. Without it all is the same, as long as there is signal.
    register(this.dataset.worker).catch(() => {})
  }

  async #show({ isNew = false } = {}) {
    const turn = (this.#drawing += 1)
    const main = this.querySelector("main")
    const [place, mending] = decodeURIComponent(location.hash.slice(1)).split("~")
    const again = () => this.#show({ isNew: true })
    const barred = place === "roi" ? await leave(again) : await gate(again, place)
    const page = barred ?? (await this.#page(place, mending)) ?? (await desk())
    if (turn !== this.#drawing) return // a later one is on its way
    if (!isNew && barred && titleOf(barred) === titleOf(main)) return // it is there, and somebody may be typing
    main.replaceChildren(...(this.#saved && !barred ? [draw("saved", { title: this.#saved })] : []), page)
    for (const each of document.querySelectorAll("[data-bl-nav]")) each.hidden = !!barred
    for (const link of document.querySelectorAll(".nav a")) mark(link, place)
    main.querySelectorAll("[data-bl-again]").forEach((button) => button.addEventListener("click", () => sync().then(again)))
    if (isNew) this.#arrive(main)
  }

  async #page(place, mending) {
    const [name, ...of] = place.split("/")
    if (!of.length) return PAGES[name]?.()
    const mended = mending && (await answered()).find(({ id }) => id === mending)
    return WRITING[name]?.(mending ? `${place}~${mending}` : place, mended, ...of)
  }

  #arrive(main) {
    this.#saved = undefined
    scrollTo(0, 0)
    main.focus({ preventScroll: true })
    main.querySelector("form [name=pin]")?.focus()
  }

  #leaveForm(title) {
    this.#saved = title
    const home = HOMES[location.hash.slice(1).split("/")[0]] ?? ""
    if (location.hash.slice(1) === home) this.#show({ isNew: true })
    else location.hash = home
  }

  /** The outbox's page follows what is sent, and another's sign-in shows at once. */
  #follow() {
    const isBox = location.hash === "#hop"
    if (isBox || standing === "another" || standing === "revoked") this.#show()
  }

  #look() {
    if (document.hidden) this.#left = Date.now()
    else if (Date.now() - this.#left > AWAY && !isTyped()) this.#shut()
    else this.#expire()
  }

  /** A page that stays open outlives neither its pack nor a clock that is turned back. */
  async #expire() {
    if (isOpen() && (await life()) !== "good") this.#show()
  }

  #shut() {
    close()
    this.#show({ isNew: true })
  }

  #skip(event) {
    event.preventDefault()
    this.querySelector("main").focus()
  }
}

const titleOf = (page) => page.querySelector("h1")?.textContent

function mark(link, place) {
  const isHere = link.hash.slice(1) === place.split("/")[0]
  if (isHere) link.setAttribute("aria-current", "page")
  else link.removeAttribute("aria-current")
}

customElements.define("bl-shell", Shell)
