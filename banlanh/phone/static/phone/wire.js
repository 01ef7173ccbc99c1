// The few words between phone and server. Each failure has a name, so that nobody has to read an error's text.

export class NoSignal extends Error {}
export class SignedOut extends Error {}
export class Revoked extends Error {}
export class Refused extends Error {} // its message is the server's sentence

/** Who is signed in on the server, with the token for what is sent next. */
export const whoIs = (address) => ask(address)

/** What changed since the cursor; a whole pack without one. */
export const pull = (address, cursor) => ask(cursor ? `${address}?tu=${encodeURIComponent(cursor)}` : address)

export const push = (address, token, body) =>
  ask(address, { method: "POST", body: JSON.stringify(body), headers: { "X-CSRFToken": token, "Content-Type": "application/json" } })

/** Boxes, as they lie. */
export const carry = (address, token, body) =>
  ask(address, { method: "POST", body, headers: { "X-CSRFToken": token, "Content-Type": "application/octet-stream" } })

/** A form as a page sends it. */
export const hand = (address, token, body) => ask(address, { method: "POST", body, headers: { "X-CSRFToken": token } })

async function ask(address, { headers, ...how } = {}) {
  const response = await fetched(address, { ...how, headers: { ...headers, "X-Partial": "dong-bo" } })
  const answer = await said(response)
  if (response.status === 410) throw new Revoked(answer.sentence)
  if (response.status === 422) throw new Refused(answer.sentence)
  if (!response.ok) throw new NoSignal()
  return answer
}

async function fetched(address, how) {
  try {
    return await fetch(address, { ...how, redirect: "manual" }) // the page to sign in is not opened behind one's back
  } catch {
    throw new NoSignal()
  }
}

/** A page instead of an answer asks to sign in; a cut or an ailing server is like no signal: all waits. */
async function said(response) {
  if (response.status >= 500) throw new NoSignal()
  if (!response.headers.get("Content-Type")?.includes("json")) throw new SignedOut()
  try {
    return await response.json()
  } catch {
    throw new NoSignal()
  }
}
