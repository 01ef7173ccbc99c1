// What this phone seals to the server: boxes that nobody else opens (ADR 26).

import { hmac, joined, sealTo } from "./hpke.js"

const INFO = "banlanh hand-over 1"
const PICTURE = "banlanh picture 1"
export const [MARK, HEAD] = ["BLH1", 4] // before the first box; before each, how many operations it holds and its length

/** These operations, as they would be posted: signed by this phone, squeezed, sealed. */
export async function box({ device, public: theirs, secret }, operations) {
  const body = joined(JSON.stringify({ device, operations }))
  const signature = await hmac(bytesIn(secret), body)
  return sealTo(bytesIn(theirs), joined(INFO), joined(signature, await squeezed(body)))
}

/** The key of one picture, which only the server reads. */
export const boxOfKey = ({ public: theirs }, key) => sealTo(bytesIn(theirs), joined(PICTURE), key)

async function squeezed(body) {
  if (!("CompressionStream" in globalThis)) return body
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("deflate"))
  return new Response(stream).arrayBuffer()
}

/** Boxes one behind the other, as a file holds them, and as the server reads them. */
export const framed = (boxes) => joined(MARK, ...boxes.flatMap(({ box, many = 1 }) => [head(many, box.length), box]))

const head = (many, length) => [many, length >> 16, (length >> 8) & 255, length & 255]

export const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")
export const digestOf = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes))
export function bytesIn(text) {
  const said = atob(text)
  return new Uint8Array(said.length).map((_, at) => said.charCodeAt(at))
}
