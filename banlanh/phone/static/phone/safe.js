// The line at the foot: whether the phone may be switched off, at every moment.

import { isWriting } from "./store.js"
import { refusedCount, staying } from "./outbox.js"
import { unsent } from "./pictures.js"
import { standing } from "./sync.js"
import { failed, isTyped } from "./drafts.js"
import { words } from "./draw.js"

const SAID_BEFORE = { offline: "say-offline", "signed out": "say-signed-out", another: "say-another", revoked: "say-revoked", stuck: "say-stuck" }

/** Why the phone may not be switched off now; nothing where it may. */
const notYet = () => (isWriting() ? "say-writing" : failed() ? "say-failed" : isTyped() ? "say-typed" : undefined)

/** What else sticks to the foot of the screen stands above the line, of however many words. Not by a property of the whole
 * page: hundreds of rows would inherit it, and hold up the first tick, where the line grows. */
export function standAbove(element) {
  const watch = new ResizeObserver(([{ target }]) => {
    if (element.isConnected) element.style.bottom = `${target.offsetHeight}px`
    else watch.disconnect()
  })
  watch.observe(document.querySelector("bl-safe"))
}

class Safe extends HTMLElement {
  connectedCallback() {
    addEventListener("bl-kept", () => this.#tell())
    new ResizeObserver(() => this.#makeRoom()).observe(this)
    this.#tell()
  }

  /** What one goes to with the keyboard stops above this line, too. */
  #makeRoom() {
    document.documentElement.style.scrollPaddingBottom = `${this.offsetHeight}px`
  }

  async #tell() {
    const unsafe = notYet()
    if (unsafe) return this.#say(unsafe, "", "wait")
    const stays = (await staying()).length // told once: among what was refused
    const [what, refused] = [await unsent(stays), stays + (await refusedCount())]
    if (notYet()) return // something happened meanwhile, and was told
    const more = refused ? ` ${words("say-refused", { n: refused })}` : ""
    const said = what ? (standing === "sending" ? "say-sending" : "say-waiting") : "say-clear"
    this.#say(said, more, "", { what })
  }

  #say(name, more, mood, values) {
    const before = !mood && SAID_BEFORE[standing] ? `${words(SAID_BEFORE[standing])} ` : ""
    const text = `${before}${words(name, values)}${more}`
    if (this.textContent !== text) this.textContent = text // said aloud only where it is new
    this.dataset.mood = mood
  }
}

customElements.define("bl-safe", Safe)
