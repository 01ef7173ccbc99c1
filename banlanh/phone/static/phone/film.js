// How a photograph lies on this phone: under a key of its own, which is sealed twice as the outbox is (ADR 27).

import { read } from "./store.js"
import { fresh, keyFrom, seal, sealBytes, unseal, unsealBytes } from "./seal.js"
import { outboxKey, packKey } from "./vault.js"
import { serversKey } from "./pack.js"
import { boxOfKey } from "./box.js"

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

/** The form that sends it: as it lies, with the box of its key; open where this phone had no key of the server. */
export async function formOf(id) {
  const [form, kept] = [new FormData(), await read("pictures", id)]
  form.append("operation", id)
  if (kept.box) form.append("key", new Blob([kept.box]))
  form.append("file", kept.box ? new Blob([kept.sealed.iv, kept.sealed.bytes]) : await developed(kept), "anh.jpg")
  return form
}
