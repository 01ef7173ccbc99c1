// A box that only the server opens: HPKE (RFC 9180, base mode), made of what the browser has itself.
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM; each key seals one message, so nothing is counted.

const CURVE = { name: "ECDH", namedCurve: "P-256" }
const KEM = joined("KEM", number(0x0010))
const SUITE = joined("HPKE", number(0x0010), number(0x0001), number(0x0001))
const [BASE, KEY, NONCE, HASH] = [0, 16, 12, 32]

/** `plain`, sealed for whoever holds the private key to `recipient` (65 bytes), for the purpose that `info` names. */
export async function sealTo(recipient, info, plain) {
  const { enc, key, nonce } = await schedule(recipient, info, await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]))
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"])
  return joined(enc, await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, aes, plain))
}

/** What both ends work out of a fresh pair; apart, so that it is held against the figures of the RFC itself. */
export async function schedule(recipient, info, { privateKey, publicKey }) {
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))
  const theirs = await crypto.subtle.importKey("raw", recipient, CURVE, false, [])
  const dh = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256)
  const shared = await expand(KEM, await extract(KEM, "eae_prk", dh), "shared_secret", joined(enc, recipient), HASH)
  const context = joined([BASE], await extract(SUITE, "psk_id_hash", []), await extract(SUITE, "info_hash", info))
  const secret = await extract(SUITE, "secret", [], shared)
  return { enc, key: await expand(SUITE, secret, "key", context, KEY), nonce: await expand(SUITE, secret, "base_nonce", context, NONCE) }
}

/** Without a salt HMAC has a key of zeros: the same as the RFC's empty one, which browsers refuse. */
const extract = (suite, label, said, salt = new Uint8Array(HASH)) => hmac(salt, joined("HPKE-v1", suite, label, said))

/** One block is enough: nothing that is asked for is longer than the hash. */
const expand = async (suite, secret, label, about, length) =>
  (await hmac(secret, joined(number(length), "HPKE-v1", suite, label, about, [1]))).slice(0, length)

export async function hmac(secret, said) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, said))
}

/** Words, bytes and lists of them, one behind the other. */
export function joined(...parts) {
  const found = parts.map((part) => (typeof part === "string" ? new TextEncoder().encode(part) : new Uint8Array(part)))
  const whole = new Uint8Array(found.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of found) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function number(value) {
  return [value >> 8, value & 255]
}
