// What leaves this phone in other hands: boxes that only the server opens, and the file or the codes that hold them.

import { hmac, joined, sealTo } from "./hpke.js"

const INFO = "banlanh hand-over 1"
const [MARK, HEAD] = ["BLH1", 4] // before the first box; before each, how many operations it holds and its length
const CODE = /^BLH1 (\d+)\/(\d+) ([0-9a-f]{8}) ([\w+/=]+)\s*$/

/** These operations, as they would be posted: signed by this phone, squeezed, sealed to the server (ADR 26). */
export async function box({ device, public: theirs, secret }, operations) {
  const body = joined(JSON.stringify({ device, operations }))
  const signature = await hmac(bytesIn(secret), body)
  return sealTo(bytesIn(theirs), joined(INFO), joined(signature, await squeezed(body)))
}

async function squeezed(body) {
  if (!("CompressionStream" in globalThis)) return body
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("deflate"))
  return new Response(stream).arrayBuffer()
}

/** Boxes one behind the other, as a file holds them, and as the server reads them. */
export const framed = (boxes) => joined(MARK, ...boxes.flatMap(({ box, many = 1 }) => [head(many, box.length), box]))

const head = (many, length) => [many, length >> 16, (length >> 8) & 255, length & 255]

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
const bytesIn = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
