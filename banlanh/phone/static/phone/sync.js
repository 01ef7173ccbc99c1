// When the phone speaks with the server: at the start, when signal comes, when it is looked at, and each minute then.

import { ifFull, note, read, tell } from "./store.js"
import { emptyPack, isOpen, met, wipePack } from "./vault.js"
import { forget, take } from "./pack.js"
import { giveBack, outlived } from "./carried.js"
import { sendAll, waitingCount } from "./outbox.js"
import { carryAll } from "./carry.js"
import { sendPictures, unsent } from "./pictures.js"
import { NoSignal, Refused, Revoked, SignedOut, carry as post, hand, pull, push, whoIs } from "./wire.js"

const EACH = 60_000
const [FIRST, LONGEST] = [2000, 300_000] // after a failure, twice as long each time

let addresses
let timer
let pause = FIRST
export let standing = "" // "sending", "offline", "signed out", "another", "revoked", "stuck", "" where all is well

export function begin(found) {
  addresses = found
  addEventListener("online", () => sync())
  document.addEventListener("visibilitychange", () => document.hidden || sync())
}

/** One exchange; two tabs of one phone never speak at once. */
export const sync = () => between(exchange)
export const between = (change) => navigator.locks.request("dong-bo", change)

/** Who is signed in now, or nothing without signal. */
export const signedIn = () => whoIs(addresses.who).catch(() => undefined)

async function exchange() {
  clearTimeout(timer)
  let wait = EACH
  try {
    await outlived()
    stand("sending")
    stand(await speak().catch(alone))
    pause = FIRST
  } catch (error) {
    stand(await nameOf(error))
    if (error instanceof NoSignal) wait = pause = Math.min(pause * 2, LONGEST)
  }
  timer = setTimeout(() => document.hidden || sync(), wait)
}

async function speak() {
  const { person, name, token, since } = await whoIs(addresses.who)
  const owner = await read("meta", "owner")
  if ((await read("meta", "revoked")) === since) return "revoked" // until somebody signs in anew
  await note("since", since).catch(ifFull)
  if (owner && owner.person !== person) return "another"
  if (!owner) await note("owner", { person, name })
  await fetchPack().catch(ifFull) // a full phone sends all the same, and has room after that
  if (!(await unsent())) return ""
  do await send(token)
  while (!(await sendTaken(token)))
  await fetchPack().catch(ifFull)
  return ""
}

/** What can be read here goes openly, and is answered in words; the rest goes in its boxes. */
async function send(token) {
  await sendAll(async (operations) => {
    const body = { device: await read("meta", "device"), operations }
    return (await heard(push(addresses.exchange, token, body))).answers
  }, isRefusal)
  await carryAll(async (bytes) => (await heard(post(addresses.carry, token, bytes))).boxes)
}

const sendTaken = (token) => sendPictures((form) => heard(hand(addresses.picture, token, form)), isRefusal)

/** The answer. The line bears something: after the next failure it is tried soon. */
async function heard(asked) {
  const answer = await asked
  pause = FIRST
  await met(answer.now)
  return answer
}

/** Sends another's work as it lies, and no pictures; what was sealed without the server's key waits for a look there (SEC-44). */
export async function carry() {
  const { token } = await whoIs(addresses.who)
  await send(token).catch(() => {})
  return !(await unsent())
}

/** Nobody is signed in; whether the phone may keep its pack, and the hour, it is told all the same. */
async function alone(error) {
  if (!(error instanceof SignedOut)) throw error
  const [cursor, revoked, since] = await Promise.all(["cursor", "revoked", "since"].map((name) => read("meta", name)))
  if (!cursor) return revoked && revoked === since ? "revoked" : "signed out"
  const { now, keeps } = await pull(addresses.keeps, cursor)
  await met(now)
  if (!keeps) {
    await drop()
    dispatchEvent(new Event("bl-pack"))
  }
  return "signed out"
}

/** A phone whose PIN was not given learns whether it still may hold its pack, and takes nothing in.
 *
 * Without a pack it asks for no more than a name to send under, where something waits.
 */
async function fetchPack() {
  const [cursor, device, revoked] = await Promise.all(["cursor", "device", "revoked"].map((name) => read("meta", name)))
  const isNamed = (device && !revoked) || !(await waitingCount())
  if (!isOpen() && !cursor && isNamed) return
  const answer = await pull(addresses.exchange, cursor)
  if (!isOpen()) {
    await note("device", answer.device)
    await note("revoked", undefined)
    await giveBack(answer.sections.cards?.gone)
    if (answer.whole && cursor) await emptyPack()
    return met(answer.now)
  }
  const differs = await take(answer)
  await giveBack(answer.sections.cards?.gone)
  await met(answer.now, answer.lives_until)
  if (differs) dispatchEvent(new Event("bl-pack"))
}

const isRefusal = (error) => error instanceof Refused

async function nameOf(error) {
  if (error instanceof Revoked) {
    await drop()
    await note("revoked", await read("meta", "since"))
    return "revoked"
  }
  if (error instanceof SignedOut) return "signed out"
  if (error instanceof NoSignal || error instanceof Refused) return "offline"
  reportError(error)
  return "stuck" // the disk is full, perhaps: what was sent is sent again, and known by its id
}

/** The pack goes, from the disk and from this page. */
async function drop() {
  await wipePack()
  forget()
}

function stand(now) {
  standing = now
  tell()
}
