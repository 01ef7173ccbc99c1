// Boxes that this phone sends as they lie, unread: its own behind their PIN or left by a lost one, and its colleagues'.

import { readAll, write } from "./store.js"
import { packKey } from "./vault.js"
import { box, digestOf, framed, unframed } from "./box.js"
import { countOf, ENDED, operation, replace, serversKey, waiting } from "./outbox.js"

const [AT_ONCE, LARGE] = [50, 400_000] // operations in a box, and boxes; bytes together
const AGAIN = 6 * 3600_000 // until it is asked about anew

/** Sends them, oldest first; `post` gives what the server said of each box, or throws, and then the rest waits. */
export async function carryAll(post) {
  for (let batch = await next(); batch.length; batch = await next()) {
    const said = await post(framed(batch))
    await settle(batch.map((row, at) => ({ row, ...outcome(row, said[at]) })))
  }
}

async function next() {
  let size = 0
  const shut = (await readAll("outbox")).filter(({ box, words, tried, again = 0 }) => box && !tried && again < Date.now() && !(words && packKey()))
  return shut.slice(0, AT_ONCE).filter(({ box }) => (size += box.length) <= LARGE || size === box.length)
}

/** Of a colleague's only how many were taken; of one's own its state and its code. */
function outcome({ carried, many }, { answers, sentence }) {
  const refused = answers.filter(({ state }) => state === ENDED.refused).length
  if (carried) return { state: ENDED.carried, taken: answers.length - refused, refused: answers.length ? refused : many }
  return { state: ENDED.refused, sentence, ...answers[0] }
}

/** What is refused and can be read behind the PIN waits for it: then it is sent openly, and told why. What nobody can read
 * waits as long as the server gives no receipt. */
async function settle(outcomes) {
  const waits = ({ row, state, receipt }) => state === ENDED.refused && (row.words || receipt === "")
  const gone = outcomes.filter((each) => !waits(each))
  await write(({ outbox }) => outcomes.filter(waits).forEach(({ row }) => outbox.put({ ...row, ...(row.words ? { tried: true } : { again: Date.now() + AGAIN }) })))
  await replace(gone.map(({ row }) => row), gone.map(({ row: { id, words }, ...told }) => ({ ...told, id, ...(words && { words }) })))
}

/** All of one's own that waits, for a colleague's phone: what can be read here anew in few boxes, the rest as it lies. */
export async function toHandOver() {
  const read = serversKey() ? await waiting() : []
  const batches = Array.from({ length: Math.ceil(read.length / AT_ONCE) }, (_, at) => read.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
  const made = batches.map(async (each) => ({ box: await box(serversKey(), each.map(operation)), many: each.length }))
  const known = new Set(read.map(({ id }) => id))
  const left = (await readAll("outbox")).filter(({ id, box, carried }) => box && !carried && !known.has(id))
  return [...(await Promise.all(made)), ...left]
}

/** A colleague's boxes, kept as durably as one's own work, the same ones once; how many operations they say to hold. */
export async function takeIn(bytes) {
  const given = await Promise.all(unframed(bytes).map(async (each) => ({ ...each, id: await digestOf(each.box), carried: true })))
  const known = new Set((await readAll("outbox")).map(({ id }) => id))
  await write(({ outbox }) => given.filter(({ id }) => !known.has(id)).forEach((each) => outbox.add(each)))
  return countOf(given)
}

/** How many wait here unread, of one's own and of colleagues, and what became of the colleagues'. */
export async function carriedCounts() {
  const [outbox, answers] = await Promise.all([readAll("outbox"), readAll("answers")])
  const done = answers.filter(({ state }) => state === ENDED.carried)
  const sum = (name) => done.reduce((total, each) => total + each[name], 0)
  return { held: countOf(outbox.filter(({ carried }) => carried)), taken: sum("taken"), failed: sum("refused") }
}
