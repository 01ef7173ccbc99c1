// Boxes that this phone sends as they lie, unread: its own behind their PIN or left by a lost one, and its colleagues'.

import { readAll, write } from "./store.js"
import { packKey } from "./vault.js"
import { framed } from "./box.js"
import { countOf, ENDED, replace } from "./outbox.js"
import { carriedPictures, counted } from "./pictures.js"

const [AT_ONCE, LARGE] = [50, 400_000] // boxes; bytes together
const AGAIN = 6 * 3600_000 // after which the server is asked anew about what it could not take

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
 * waits as long as the server gives no receipt; where it may for ever, its owner is told, and lets it go or not. */
async function settle(outcomes) {
  const waits = ({ row, state, receipt }) => state === ENDED.refused && (row.words || !receipt)
  const gone = outcomes.filter((each) => !waits(each))
  await write(({ outbox }) => outcomes.filter(waits).forEach((each) => outbox.put(waiting(each))))
  await replace(gone.map(({ row }) => row), gone.map(({ row: { id, words }, ...told }) => ({ ...told, id, ...(words && { words }) })))
}

const waiting = ({ row, stays }) => (row.words ? { ...row, tried: true } : { ...row, again: Date.now() + AGAIN, ...(stays && { stays }) })

/** How many wait here unread, of one's own and of colleagues, and what became of the colleagues'. */
export async function carriedCounts() {
  const [outbox, answers] = await Promise.all([readAll("outbox"), readAll("answers")])
  const done = answers.filter(({ state }) => state === ENDED.carried)
  const sum = (name) => done.reduce((total, each) => total + each[name], 0)
  const held = countOf(outbox.filter(({ carried }) => carried))
  return { held, what: counted(held, (await carriedPictures()).length), taken: sum("taken"), failed: sum("refused") }
}
