// Sealing what lies on the phone (AES-GCM), and the key behind six digits. No key ever leaves the browser in the clear.

const ROUNDS = 600_000 // of PBKDF2, about a second on a cheap phone
const AES = { name: "AES-GCM", length: 256 }
const USES = ["encrypt", "decrypt"]

export const fresh = (length) => crypto.getRandomValues(new Uint8Array(length))

/** A key that this browser can use and nobody can read out. */
export const ownKey = () => crypto.subtle.generateKey(AES, false, USES)

export const seal = (key, value) => sealBytes(key, new TextEncoder().encode(JSON.stringify(value)))
export const unseal = async (key, sealed) => JSON.parse(new TextDecoder().decode(await unsealBytes(key, sealed)))

export async function sealBytes(key, clear) {
  const iv = fresh(12)
  return { iv, bytes: await crypto.subtle.encrypt({ name: AES.name, iv }, key, clear) }
}

export const unsealBytes = (key, { iv, bytes }) => crypto.subtle.decrypt({ name: AES.name, iv }, key, bytes)

/** The key of one picture, from its bytes. */
export const keyFrom = (bytes) => crypto.subtle.importKey("raw", bytes, AES.name, false, USES)

/** A new key, and how it is kept: behind `pin`, and behind `own`, without which the digits are of no use. */
export async function lock(pin, own) {
  const key = await crypto.subtle.generateKey(AES, true, USES)
  const [salt, inner, outer] = [fresh(16), fresh(12), fresh(12)]
  const [behind, how] = [await keyOf(pin, salt), { name: AES.name, iv: inner }]
  const wrapped = await crypto.subtle.wrapKey("raw", key, behind, how)
  const bytes = await crypto.subtle.encrypt({ name: AES.name, iv: outer }, own, wrapped)
  const usable = await crypto.subtle.unwrapKey("raw", wrapped, behind, how, AES, false, USES)
  return { key: usable, kept: { salt, inner, outer, bytes, rounds: ROUNDS } }
}

/** The key, usable and not readable; throws where the digits are wrong. */
export async function unlock(pin, own, { salt, inner, outer, bytes, rounds }) {
  const wrapped = await crypto.subtle.decrypt({ name: AES.name, iv: outer }, own, bytes)
  const behind = await keyOf(pin, salt, rounds)
  return crypto.subtle.unwrapKey("raw", wrapped, behind, { name: AES.name, iv: inner }, AES, false, USES)
}

async function keyOf(pin, salt, iterations = ROUNDS) {
  const digits = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
  return crypto.subtle.deriveKey(how, digits, AES, false, ["wrapKey", "unwrapKey"])
}
