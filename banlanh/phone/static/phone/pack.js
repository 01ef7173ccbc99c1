// What the phone holds of the commune: each section a sealed sheet in the store, and rows by their id in memory.

import { read, readAll, keys, write } from "./store.js"
import { seal, unseal } from "./seal.js"
import { packKey } from "./vault.js"

let sections = {} // name: Map of rows

export const rows = (name) => [...(sections[name]?.values() ?? [])]
export const row = (name, id) => sections[name]?.get(`${id}`)
export const forget = () => (sections = {})

/** What this phone seals to the server with: as long as it is open, and where its pack brought it. */
export const serversKey = () => packKey() && row("handover", "keys")

/** Opens what is kept. */
export async function load() {
  const [names, sealed] = await Promise.all([keys("pack"), readAll("pack")])
  const opened = await Promise.all(sealed.map((each) => unseal(packKey(), each)))
  sections = Object.fromEntries(names.map((name, at) => [name, byId(opened[at])]))
}

/** Takes in the server's answer, and keeps it and its cursor in one write; `false` where nothing differs. */
export async function take({ cursor, whole, device, handover, lives_until, sections: given }) {
  const key = packKey()
  const sent = whole && handover.secret ? { ...given, handover: keysOf(device, handover) } : given
  const next = whole ? {} : { ...sections }
  const changed = Object.keys(sent).filter((name) => whole || sent[name].rows.length || sent[name].gone.length)
  for (const name of changed) next[name] = merged(next[name], sent[name])
  const sheets = await Promise.all(changed.map((name) => seal(key, [...next[name].values()])))
  if (changed.length || cursor !== (await read("meta", "cursor")))
    await write(({ pack, meta }) => {
      if (whole) pack.clear()
      changed.forEach((name, at) => pack.put(sheets[at], name))
      meta.put(cursor, "cursor")
      meta.put(device, "device")
      meta.put(Date.parse(lives_until), "until") // with the rows: a pack without an end is never on the disk
    })
  if (packKey() === key) sections = next // else it was shut meanwhile
  return changed.length > 0
}

/** Keeps a sheet beside the pack's own; it goes with them. */
export async function keep(name, found) {
  const sealed = await seal(packKey(), found)
  await write(({ pack }) => pack.put(sealed, name))
  sections = { ...sections, [name]: byId(found) }
}

export async function drop(name) {
  await write(({ pack }) => pack.delete(name))
  sections = { ...sections, [name]: byId([]) }
}

function merged(before, { rows: sent, gone }) {
  const next = new Map(before)
  for (const id of gone) next.delete(`${id}`)
  for (const each of sent) next.set(`${each.id}`, each)
  return next
}

/** The server's key, and this phone's own: behind the PIN like all of the pack. */
const keysOf = (device, keys) => ({ rows: [{ id: "keys", device, ...keys }], gone: [] })

const byId = (found) => new Map(found.map((each) => [`${each.id}`, each]))
