// Parts of a page, asked from the server and put in the place of those with the same id.

const policy = globalThis.trustedTypes?.createPolicy("banlanh", { createHTML: (html) => html })

/**
 * Sends a form, or asks for a page where there is none; gives the parts that the server answers with.
 * A whole page instead means that the person was signed out or the thing is gone: then the page is opened anew.
 */
export async function ask(address, form) {
  const headers = { "X-Partial": "1" }
  const response = await fetch(address, { method: form ? "POST" : "GET", body: form, headers, keepalive: !!form })
  if (!response.headers.has("X-Partial")) {
    location.reload()
    return new Promise(() => {}) // nothing more happens on this page
  }
  const html = await response.text()
  const template = document.createElement("template")
  template.innerHTML = policy ? policy.createHTML(html) : html
  return [...template.content.children]
}

/** Puts each part in its place. What is read aloud keeps its element, or it would not be heard. */
export function put(parts) {
  for (const part of parts) {
    const there = document.getElementById(part.id)
    if (part.role === "status") there.textContent = part.textContent
    else there.replaceWith(part)
  }
}
