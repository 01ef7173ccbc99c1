// Whether this phone is open: a pack behind a PIN that lives until a day, an outbox that outlives both.

import { now, setSkew } from "./clock.js"
import { ifFull, note, read, readAll, write } from "./store.js"
import { lock, ownKey, unlock } from "./seal.js"

const TRIES = 5
const BACK = 10 * 60_000 // how far a clock may go back by itself

let key // of the pack, while it is open

export const packKey = () => key
export const isOpen = () => key !== undefined
export const hasPack = async () => (await read("meta", "lock")) !== undefined
export const triesLeft = async () => TRIES - ((await read("meta", "tries")) ?? 0)

export function shut() {
  key = undefined
}

/** The key of the outbox: there from the start, so that work goes out, or waits sealed, even when the pack is gone. */
export async function outboxKey() {
  const kept = await read("meta", "own")
  if (kept) return kept
  const made = await ownKey()
  await note("own", made)
  return made
}

/** A new PIN, and a new key behind it; an old pack goes. */
export async function begin(pin) {
  const made = await lock(pin, await outboxKey())
  await wipePack()
  await note("lock", made.kept)
  key = made.key
}

/** Opens with the right digits; counted before they are tried, so that nothing is won by closing the page. */
export async function enter(pin) {
  const tried = ((await read("meta", "tries")) ?? 0) + 1
  await note("tries", tried)
  try {
    key = await unlock(pin, await outboxKey(), await read("meta", "lock"))
    await note("tries", 0)
  } catch {
    if (tried >= TRIES) await wipePack()
  }
  return isOpen()
}

/** The pack, its key and its PIN go, and with them the words that only they opened; what is unsent stays in its boxes. */
export async function wipePack() {
  shut()
  const [waiting, answered] = await Promise.all(["outbox", "answers"].map(readAll))
  await write(({ pack, meta, outbox, answers }) => {
    pack.clear()
    for (const name of ["lock", "tries", "cursor", "until"]) meta.delete(name)
    for (const { words, id, sequence, box } of waiting) if (words) outbox.put({ id, sequence, box })
    for (const { words, ...bare } of answered) if (words) answers.put(bare)
  })
}

/** The rows go, and the PIN stays: posts or villages changed, and a whole pack comes once it is given. */
export const emptyPack = () =>
  write(({ pack, meta }) => {
    pack.clear()
    meta.delete("cursor")
  })

/** Everything goes, unsent work too: of a person who leaves. */
export async function wipeAll() {
  shut()
  await write((stores) => Object.values(stores).forEach((store) => store.clear()))
}

/** The server was met: its clock is the one that counts, and no earlier moment is believed again. */
export async function met(told, until) {
  const moment = Date.parse(told)
  setSkew(moment - Date.now())
  await write(({ meta }) => {
    meta.put(moment - Date.now(), "skew")
    meta.put(moment, "floor")
    if (until) meta.put(Date.parse(until), "until")
  }).catch(ifFull)
}

/** "over" where the pack outlived its days, "back" where the phone's clock was turned back; both close it (SEC-41). */
export async function standing() {
  const [floor = 0, skew = 0, until = Infinity] = await Promise.all(["floor", "skew", "until"].map((name) => read("meta", name)))
  setSkew(skew)
  if (now() < floor - BACK) return "back"
  await note("floor", Math.max(floor, now())).catch(ifFull)
  return now() > until ? "over" : "good"
}
