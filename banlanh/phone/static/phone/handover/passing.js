// What passes between two phones: one's own work in boxes, and the file or the codes that hold them.

import { readAll, write } from "../store.js"
import { countOf, operation, waiting } from "../outbox.js"
import { serversKey } from "../pack.js"
import { HEAD, MARK, box, bytesIn } from "../box.js"

const AT_ONCE = 50 // operations in a box
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
  const said = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
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

/** By what its bytes are known: in short, before the parts of a run; whole, so that nothing is taken in twice. */
export async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

const nameOf = async (bytes) => (await digestOf(bytes)).slice(0, 8)
