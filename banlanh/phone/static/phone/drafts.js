// What was typed on a page and not yet kept: it waits in memory while another page is looked at.

import { tell } from "./store.js"

const drafts = new Map()
let hasFailed = false

export const draftOf = (place) => drafts.get(place)
export const isTyped = () => drafts.size > 0
export const failed = () => hasFailed

export function typed(place, values) {
  drafts.set(place, values)
  tell()
}

export function done(place) {
  drafts.delete(place)
  hasFailed = false
  tell()
}

export function forgetAll() {
  drafts.clear()
  hasFailed = false
}

/** The disk did not take it: what was typed stays where it is, and the line at the foot says so. */
export function notKept() {
  hasFailed = true
  tell()
}

addEventListener("beforeunload", (event) => isTyped() && event.preventDefault())
