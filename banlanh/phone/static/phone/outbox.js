// What was done here and is on its way: kept sealed until the server acknowledged it, and its answer kept after that.
// Each row is sealed twice, behind the PIN for its owner and in a box that only the server opens (ADR 27). Where the pack
// brought no key of the server, it is sealed under the browser's own key alone.

import { ifFull, keys, nextNumber, readAll, telling, write } from "./store.js"
import { seal, unseal } from "./seal.js"
import { outboxKey, packKey } from "./vault.js"
import { serversKey } from "./pack.js"
import { negative } from "./film.js"
import { box } from "./box.js"

const AT_ONCE = 50
const KEPT = 14 * 24 * 3600_000 // how long what was sent stays to be read
export const ENDED = { refused: "refused", carried: "carried" } // every other state that the server answers with means that it has the work

export const waitingCount = async () => countOf(await readAll("outbox"))
export const isHeld = ({ state, pictureSays }) => state === ENDED.refused || pictureSays
export const refusedCount = async () => (await readAll("answers")).filter(isHeld).length
export const countOf = (rows) => rows.reduce((sum, { many = 1 }) => sum + many, 0)

/** Keeps one operation and its picture. Its `title` says to the person what it is; `mends` is the refused one that it stands
 * for; what is `unread` nobody reads here again (SEC-40). */
export const add = ({ kind, payload, title, place, picture, seen = null, mends, unread = false }) =>
  telling(async () => {
    const [id, sequence] = [crypto.randomUUID(), await nextNumber()]
    const said = { kind, payload, title, place, seen, happened_at: new Date().toISOString() }
    const kept = { id, sequence, ...(await sealed({ id, sequence, ...said }, unread)) }
    const taken = picture && (await negative(id, picture))
    await write(({ outbox, answers, pictures }) => {
      if (mends) for (const store of [answers, pictures]) store.delete(mends)
      outbox.add(kept)
      if (taken) pictures.put(taken)
    })
  })

async function sealed(said, unread) {
  if (unread) return { box: await box(serversKey(), [operation(said)]) }
  if (!serversKey()) return { sealed: await seal(await outboxKey(), said) }
  return { words: await seal(packKey(), said), box: await box(serversKey(), [operation(said)]) }
}

/** What waits, oldest first, as far as it can be read here. */
export const waiting = async () => (await opened("outbox")).filter(({ kind }) => kind)

/** What the server answered, newest first; of what was sent unread, only what became of it. */
export const answered = async () => (await opened("answers")).sort((one, other) => other.at - one.at)

export const dismiss = (id) => write(({ answers, pictures }) => [answers, pictures].forEach((store) => store.delete(id)))

/** What the server may never take, as its owner may not do it any more; it is sent again until it is let go. */
export const staying = async () => (await readAll("outbox")).filter(({ stays }) => stays)
export const letGo = (sequence) => write(({ outbox }) => outbox.delete(sequence))

const opened = async (store) => Promise.all((await readAll(store)).map(open))

async function open({ words, sealed, ...plain }) {
  const [key, said] = words ? [packKey(), words] : [await outboxKey(), sealed]
  const read = key && said && (await unseal(key, said).catch(() => undefined)) // behind a PIN that another tab changed
  return { ...read, ...plain }
}

/** Sends all that waits, in batches, oldest first; `post` gives the answers or throws, and then the rest waits. */
export async function sendAll(post, isRefusal) {
  let most = AT_ONCE
  for (let batch = await next(most); batch.length; batch = await next(most)) {
    try {
      await settle(batch, await post(batch.map(operation)))
    } catch (error) {
      if (!isRefusal(error)) throw error
      // One of them makes the whole unreadable: alone, it is known.
      if (batch.length > 1) most = 1
      else await settle(batch, [{ id: batch[0].id, state: ENDED.refused, sentence: error.message }])
    }
  }
}

const next = async (most) => (await waiting()).slice(0, most)
export const operation = ({ id, sequence, kind, payload, seen, happened_at }) => ({ id, sequence, kind, payload, seen, happened_at })

/** What was acknowledged leaves the outbox, and its answer stays in its place, in one write. */
async function settle(batch, answers) {
  const sent = new Map(batch.map((each) => [each.id, each]))
  const known = answers.filter(({ id }) => sent.has(id))
  if (!known.length) throw new Error("The server answered nothing of what was sent.")
  const told = await Promise.all(known.map(({ id, state, ...answer }) => kept({ id, state }, { ...sent.get(id), ...answer })))
  await replace(known.map(({ id }) => sent.get(id)), told)
}

async function kept(plain, { box, ...said }) {
  const key = packKey()
  return { ...plain, ...(key ? { words: await seal(key, said) } : { sealed: await seal(await outboxKey(), said) }) }
}

/** What leaves the outbox, and what is kept of it instead. */
export async function replace(sent, told) {
  const at = Date.now()
  const pictured = new Set(await keys("pictures")) // their words are needed until they are gone
  const old = (await readAll("answers")).filter(({ id, state, at: then }) => state !== ENDED.refused && then < at - KEPT && !pictured.has(id))
  await write(({ outbox, answers }) => {
    for (const { sequence } of sent) outbox.delete(sequence)
    for (const each of told) answers.put({ ...each, at })
    for (const { id } of old) answers.delete(id)
  }).catch((error) => ifFull(error) ?? makeRoom(sent.filter((_, place) => told[place].state !== ENDED.refused)))
}

/** On a phone that is full to the last byte what was done goes without its answer: the server has both. */
const makeRoom = (done) => write(({ outbox }) => done.forEach(({ sequence }) => outbox.delete(sequence)))
