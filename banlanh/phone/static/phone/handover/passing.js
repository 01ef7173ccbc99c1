// What passes between two phones: one's own work in boxes, and the file or the codes that hold them.

import { readAll, write } from "../store.js"
import { hmac, joined } from "../hpke.js"
import { sendable } from "../film.js"
import { idCarried, waitingPictures } from "../pictures.js"
import { countOf, operation, waiting } from "../outbox.js"
import { serversKey } from "../pack.js"
import { HEAD, MARK, box, bytesIn, digestOf, hex } from "../box.js"

const AT_ONCE = 50 // operations in a box
const [LARGE, IV] = [8_000_000, 12] // bytes of pictures in one file; those before a sealed picture
const CODE = /^BLH1 (\d+)\/(\d+) ([0-9a-f]{8}) ([\w+/=]+)\s*$/

/** All of one's own that waits, for a colleague's phone: what can be read here anew in few boxes, the rest as it lies. */
export async function toHandOver() {
  const read = serversKey() ? await waiting() : []
  const batches = Array.from({ length: Math.ceil(read.length / AT_ONCE) }, (_, at) => read.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
  const made = batches.map(async (each) => ({ box: await box(serversKey(), each.map(operation)), many: each.length }))
  const known = new Set(read.map(({ id }) => id))
  const left = (await readAll("outbox")).filter(({ id, box, carried }) => box && !carried && !known.has(id))
  return [...(await Promise.all(made)), ...left]
}

/** The pictures that wait, as lines of a file, as they lie: each under its own key, which only the server opens, and signed
 * by this phone. As many as a file bears that is passed from phone to phone; `left` stay, as do those that no box locks. */
export async function picturesToHandOver() {
  const [lines, ids] = [[], await waitingPictures()]
  let size = 0
  for (const id of serversKey() ? ids : []) {
    const picture = await sendable(id)
    if (picture.box && (size += picture.whole.size) <= LARGE) lines.push(await lineOf(picture))
  }
  return { lines, left: ids.length - lines.length }
}

async function lineOf({ operation, digest, box: key, whole }) {
  const { device, secret } = serversKey()
  const signature = hex(await hmac(bytesIn(secret), joined(`picture ${operation} ${digest}`)))
  return JSON.stringify({ operation, digest, device, signature, key: await textOf(key), file: await textOf(whole) })
}

/** Keeps a colleague's pictures, each by itself; how many could not be read, or found no room. */
export async function takePictures(lines) {
  let left = 0
  for (const line of lines)
    await pictureIn(line)
      .then((found) => write(({ pictures }) => pictures.put(found)))
      .catch(() => (left += 1))
  return left
}

async function pictureIn(line) {
  const { operation, digest, device, signature, key, file } = JSON.parse(line)
  const bytes = bytesIn(file)
  if ((await digestOf(bytes)) !== digest) throw new Error("The picture is damaged.")
  const sealed = { iv: bytes.slice(0, IV), bytes: bytes.slice(IV) }
  return { id: idCarried(operation), operation, sealed, box: bytesIn(key), slip: { device, signature } }
}

/** A colleague's boxes, kept as durably as one's own work, the same ones once; how many operations they say to hold. */
export async function takeIn(bytes) {
  const given = await Promise.all(unframed(bytes).map(async (each) => ({ ...each, id: await digestOf(each.box), carried: true })))
  const known = new Set((await readAll("outbox")).map(({ id }) => id))
  await write(({ outbox }) => given.filter(({ id }) => !known.has(id)).forEach((each) => outbox.add(each)))
  return countOf(given)
}

/** The boxes in what a colleague gave; throws where it is none of it, or a part. */
export function unframed(bytes) {
  if (new TextDecoder().decode(bytes.slice(0, MARK.length)) !== MARK) throw new Error("These are no boxes.")
  const found = []
  for (let at = MARK.length; at < bytes.length; at = found.at(-1).end) {
    const [many, high, middle, low] = bytes.slice(at, at + HEAD)
    const end = at + HEAD + (high << 16) + (middle << 8) + low
    if (!(end <= bytes.length)) throw new Error("The last box is cut.")
    found.push({ many, box: bytes.slice(at + HEAD, end), end })
  }
  return found.map(({ many, box }) => ({ many, box }))
}

/** The same as lines of at most `most` signs, each of which says its place: one in a file, or one a code. */
export async function linesOf(bytes, most = Infinity) {
  const said = await textOf(bytes)
  const all = Math.ceil(said.length / most) || 1
  const name = await nameOf(bytes)
  const size = Math.ceil(said.length / all)
  return Array.from({ length: all }, (_, at) => `${MARK} ${at + 1}/${all} ${name} ${said.slice(at * size, (at + 1) * size)}`)
}

/** Takes lines in any order, the same one twice too; a line of another run begins anew. */
export function gathering() {
  let name
  let parts = []
  /** How many of how many are there, and the bytes once it is all of them; nothing where the line is no such one. */
  return async (line) => {
    const [, at, all, its, said] = CODE.exec(line) ?? []
    if (!said || +at < 1 || +at > +all || +all > 999) return
    if (its !== name || parts.length !== +all) [name, parts] = [its, Array.from({ length: +all })]
    parts[at - 1] = said
    const got = parts.filter(Boolean).length
    const bytes = got === +all ? bytesIn(parts.join("")) : undefined
    if (bytes && (await nameOf(bytes)) !== name) throw new Error("The parts make no whole.")
    return { got, all: +all, bytes }
  }
}

/** By the browser itself: sign by sign, a cheap phone works for seconds on some megabytes. */
async function textOf(...parts) {
  const reader = new FileReader()
  reader.readAsDataURL(new Blob(parts))
  await new Promise((done) => (reader.onloadend = done))
  return reader.result.split(",")[1]
}

/** By what its bytes are known, in short: before the parts of a run. */
const nameOf = async (bytes) => (await digestOf(bytes)).slice(0, 8)
