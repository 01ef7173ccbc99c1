// Cards that were taken along: for 72 hours, and only as long as the pack names them (SEC-38, SEC-41).

import { now } from "./clock.js"
import { note, read } from "./store.js"
import { isOpen, standing } from "./vault.js"
import { drop, keep, row, rows } from "./pack.js"

const NAME = "carried"

export const until = () => read("meta", NAME)
export const carried = () => rows(NAME).filter(({ id }) => row("cards", id))
export const redraw = () => isOpen() && location.hash === "#phieu" && dispatchEvent(new Event("hashchange"))

export async function carry(answer) {
  await note(NAME, Date.parse(answer.until))
  await keep(NAME, answer.rows)
}

/** What was carried for too long goes, by the server's clock. */
export async function outlived() {
  await standing()
  if (now() > (await until())) await forget()
}

/** The server took some back: where the PIN was not given nobody can tell which, and all go. */
export async function giveBack(gone = []) {
  if (!isOpen()) return gone.length && (await until()) && forget()
  if (carried().length === rows(NAME).length) return
  await keep(NAME, carried())
  redraw()
}

async function forget() {
  await drop(NAME)
  await note(NAME, undefined)
  redraw()
}
