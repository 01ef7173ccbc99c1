// Photographs on their way: each sealed beside its operation, sent after it, and kept until the server has it.

import { keys, read, readAll, telling, write } from "./store.js"
import { formOf, negative, sendable } from "./film.js"
import { ENDED, isHeld, waitingCount } from "./outbox.js"
import { words } from "./draw.js"
import { NoSignal } from "./wire.js"

// Bytes at once: at least so many, and as many as the line bore in five seconds, as it may break after twenty (ADR 33).
const [LEAST, FIVE_SECONDS, GROWS] = [32 * 1024, 5000, 4]
let piece = LEAST

const CARRIED = "carried " // before the id of what a colleague's picture is of
let failed // the one of which nothing got through last: the others are not to wait behind it

/** Ids of one's own operations whose picture is to go up; those refused wait for the person. */
export async function waitingPictures() {
  const refused = new Set((await readAll("answers")).filter(isHeld).map(({ id }) => id))
  return (await keys("pictures")).filter((id) => !refused.has(id) && !isCarried(id))
}

export const idCarried = (operation) => CARRIED + operation
const isCarried = (id) => id.startsWith(CARRIED)
export const carriedPictures = async () => (await keys("pictures")).filter(isCarried)
const allPictures = async () => [...(await waitingPictures()), ...(await carriedPictures())]

/** "2 việc, 1 ảnh", in words; nothing where there is neither. */
export const counted = (n, pictures) =>
  [n > 0 && words("say-works", { n }), pictures > 0 && words("say-pictures", { n: pictures })].filter(Boolean).join(", ")

/** What waits, but for so many operations. */
export const unsent = async (less = 0) => counted((await waitingCount()) - less, (await allPictures()).length)

/** Sends them one by one, unless new work comes, which goes first: then `false`. `post` throws where the rest is to wait. */
export async function sendPictures(post, isRefusal) {
  const [before, ids] = [await waitingCount(), await ready()]
  const isOvertaken = async () => (await waitingCount()) > before
  for (const id of ids) {
    const isHere = await sendPieces(id, post, isOvertaken).catch((error) => refuse(id, error, isRefusal))
    failed = undefined
    if (isHere === false) return false
    if (isHere) await drop(id)
  }
  return true
}

/** Goes on from where the server has it, of which a picture larger than a piece asks first; `false` where new work came. */
async function sendPieces(id, post, isOvertaken) {
  const picture = await sendable(id)
  const { size } = picture.whole
  let [offset, end, moved] = [0, size > LEAST ? 0 : size, false]
  while (offset < size) {
    if (await isOvertaken()) return false
    failed = end && !moved ? id : undefined
    const from = offset
    offset = (await timed(Math.min(end, size) - from, () => post(formOf(picture, from, end)))).offset
    moved = end > 0 && offset > from
    if (end && !moved) throw new NoSignal() // what was here is forgotten: it is asked anew
    end = offset + piece
  }
  return true
}

/** The answer; after a cut the line is thought poor, and less than a piece tells nothing of it. */
async function timed(bytes, send) {
  const [before, began] = [piece, performance.now()]
  piece = LEAST
  const answer = await send()
  const borne = (bytes * FIVE_SECONDS) / (performance.now() - began)
  piece = bytes < LEAST ? before : Math.max(LEAST, Math.min(Math.floor(borne), bytes * GROWS))
  return answer
}

/** Those whose work the server has. */
async function ready() {
  const first = new Set((await readAll("outbox")).map(({ id }) => id))
  const ids = (await allPictures()).filter((id) => !first.has(id))
  return ids.sort((one, other) => (one === failed) - (other === failed))
}

async function refuse(id, error, isRefusal) {
  if (!isRefusal(error)) throw error
  if (!isCarried(id)) return amend(id, error.message)
  await write(({ pictures, answers }) => {
    pictures.delete(id)
    answers.put({ id, state: ENDED.carried, taken: 0, refused: 1, at: Date.now() })
  })
}

const drop = (id) => write(({ pictures }) => pictures.delete(id))

/** The person looked at a picture that was refused, and sends this one in its place. */
export const replace = (id, blob) =>
  telling(async () => {
    const kept = await negative(id, blob)
    await amend(id, undefined, ({ pictures }) => pictures.put(kept))
  })

/** The person does without it. */
export const dismissPicture = (id) => amend(id, undefined, ({ pictures }) => pictures.delete(id))

/** Notes with an answer what was said of its picture, in one write with whatever else `change` does. */
async function amend(id, pictureSays, change = () => {}) {
  const answer = (await read("answers", id)) ?? { id, at: Date.now() } // of a phone that was full
  await write((stores) => {
    change(stores)
    stores.answers.put({ ...answer, pictureSays })
  })
}
