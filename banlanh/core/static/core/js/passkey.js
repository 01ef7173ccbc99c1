// A form that a passkey answers: the page brings what is asked, the browser's answer goes into the form, the form is sent.

const NOT_SHOWN = "Chưa dùng được khóa truy cập trên máy này. Xin bấm lại, hoặc dùng sáu chữ số trên điện thoại."

const bytes = (word) => Uint8Array.from(atob(word.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0))
const word = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "")

// What browsers before 2025 cannot do themselves.
function parsed(asked) {
  const known = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }))
  const made = { ...asked, challenge: bytes(asked.challenge) }
  if (asked.user) made.user = { ...asked.user, id: bytes(asked.user.id) }
  if (asked.allowCredentials) made.allowCredentials = known(asked.allowCredentials)
  if (asked.excludeCredentials) made.excludeCredentials = known(asked.excludeCredentials)
  return made
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"]

function told(credential) {
  if (credential.toJSON) return credential.toJSON()
  const parts = PARTS.filter((part) => credential.response[part])
  const response = Object.fromEntries(parts.map((part) => [part, word(credential.response[part])]))
  return { id: credential.id, rawId: word(credential.rawId), type: credential.type, response }
}

async function answer(kind, asked) {
  const own = kind === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"
  const publicKey = PublicKeyCredential[own]?.(asked) ?? parsed(asked)
  return JSON.stringify(told(await navigator.credentials[kind]({ publicKey })))
}

async function go(event) {
  event.preventDefault()
  const form = event.currentTarget
  const said = form.querySelector("[data-bl-said]")
  said.textContent = ""
  try {
    form.elements.credential.value = await answer(form.dataset.blPasskey, JSON.parse(form.dataset.blAsked))
  } catch {
    said.textContent = NOT_SHOWN
    return
  }
  form.submit()
}

for (const form of document.querySelectorAll("[data-bl-passkey]")) {
  if (!globalThis.PublicKeyCredential) continue
  form.hidden = false
  form.addEventListener("submit", go)
}
