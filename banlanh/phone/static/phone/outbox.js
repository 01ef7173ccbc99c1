// What was done here and is on its way: kept sealed until the server acknowledged it, and its answer kept after that.

import { keys, readAll, write } from "./store.js"
import { seal, unseal } from "./seal.js"
import { outboxKey } from "./vault.js"

const AT_ONCE = 50
const KEPT = 14 * 24 * 3600_000 // how long what was sent stays to be read
const ENDED = { refused: "refused" } // every other state the server answers with means that it has the work

export const waitingCount = async () => (await keys("outbox")).length
export const refusedCount = async () => (await readAll("answers")).filter(({ state }) => state === ENDED.refused).length

/** Keeps one operation. Its `title` says to the person what it is; `mends` is the refused one that it stands for. */
export async function add({ kind, payload, title, place, seen = null, mends }) {
  const id = crypto.randomUUID()
  const sealed = await seal(await outboxKey(), { kind, payload, title, place, seen, happened_at: new Date().toISOString() })
  await write(({ outbox, answers }) => {
    outbox.add({ id, sealed })
    if (mends) answers.delete(mends)
  })
}

/** What waits, oldest first, opened. */
export const waiting = () => opened("outbox")

/** What the server answered, newest first, opened. */
export const answered = async () => (await opened("answers")).sort((one, other) => other.at - one.at)

export const dismiss = (id) => write(({ answers }) => answers.delete(id))

async function opened(store) {
  const key = await outboxKey()
  const kept = await readAll(store)
  return Promise.all(kept.map(async ({ sealed, ...plain }) => ({ ...(await unseal(key, sealed)), ...plain })))
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
const operation = ({ id, sequence, kind, payload, seen, happened_at }) => ({ id, sequence, kind, payload, seen, happened_at })

/** What was acknowledged leaves the outbox, and its answer stays in its place, in one write. */
async function settle(batch, answers) {
  const sent = new Map(batch.map((each) => [each.id, each]))
  const known = answers.filter(({ id }) => sent.has(id))
  if (!known.length) throw new Error("The server answered nothing of what was sent.")
  const key = await outboxKey()
  const at = Date.now()
  const old = (await readAll("answers")).filter((each) => each.state !== ENDED.refused && each.at < at - KEPT)
  const sealed = await Promise.all(known.map(({ id, ...answer }) => seal(key, { ...sent.get(id), ...answer })))
  await write((stores) => {
    known.forEach(({ id, state }, place) => {
      stores.outbox.delete(sent.get(id).sequence)
      stores.answers.put({ id, at, state, sealed: sealed[place] })
    })
    old.forEach(({ id }) => stores.answers.delete(id))
  })
}
