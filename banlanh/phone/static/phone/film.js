// How a photograph lies on this phone: under a key of its own, which is sealed twice as the outbox is (ADR 27).

import { read } from "./store.js"
import { fresh, keyFrom, seal, sealBytes, unseal, unsealBytes } from "./seal.js"
import { outboxKey, packKey } from "./vault.js"
import { serversKey } from "./pack.js"
import { boxOfKey, digestOf } from "./box.js"

const TYPE = "image/jpeg"

/** What is kept of the picture of the operation `id`. */
export async function negative(id, blob) {
  const [bytes, theirs] = [fresh(16), serversKey()]
  const kept = { id, sealed: await sealBytes(await keyFrom(bytes), await blob.arrayBuffer()) }
  const words = await seal(theirs ? packKey() : await outboxKey(), [...bytes])
  return { ...kept, words, ...(theirs && { box: await boxOfKey(theirs, bytes) }) }
}

/** The picture of the operation `id`, where it can be read here. */
export async function pictureOf(id) {
  const kept = await read("pictures", id)
  return kept && developed(kept).catch(() => undefined) // behind a PIN that is not given, or was lost
}

async function developed({ sealed, words, box }) {
  const bytes = await unseal(box ? packKey() : await outboxKey(), words)
  return new Blob([await unsealBytes(await keyFrom(new Uint8Array(bytes)), sealed)], { type: TYPE })
}

/** How it is sent: as it lies, with the box of its key; open where this phone had no key of the server. */
export async function sendable(id) {
  const kept = await read("pictures", id)
  const whole = kept.box ? new Blob([kept.sealed.iv, kept.sealed.bytes]) : await developed(kept)
  return { operation: id, ...kept, whole, digest: await digestOf(await whole.arrayBuffer()) }
}

/** The form with what lies between these places of it; of a colleague's with what their phone signed. */
export function formOf({ operation, whole, digest, box, slip }, offset, end) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ operation, digest, length: whole.size, offset, ...slip })) form.append(name, value)
  if (box) form.append("key", new Blob([box]))
  form.append("file", whole.slice(offset, end), "anh.jpg")
  return form
}
