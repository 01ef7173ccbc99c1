// Pages are drawn from the templates in the shell: words stand there, scripts only fill them.

/** A copy of the template, its places filled: a text, nodes, or nothing, and then the place goes. */
export function draw(name, values = {}) {
  const drawn = document.getElementById(name).content.cloneNode(true)
  for (const part of drawn.querySelectorAll("[data-if]")) if (isEmpty(values[part.dataset.if])) part.remove()
  for (const link of drawn.querySelectorAll("[data-to]")) link.href = `#${values[link.dataset.to]}`
  for (const place of drawn.querySelectorAll("[data-is]")) fill(place, values[place.dataset.is])
  return drawn
}

const isEmpty = (value) => value === undefined || value === "" || value === false || value?.length === 0

function fill(place, value) {
  if (isEmpty(value)) place.remove()
  else if (Array.isArray(value) || value instanceof Node) place.replaceChildren(...[value].flat())
  else if (value !== true) place.textContent = value
}

/** What the shell says under this name, with numbers put into it: "{n} việc". */
export function words(name, values = {}) {
  const text = document.getElementById("words").content.getElementById(name).textContent
  return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole)
}

/** "2026-11-23" as people write it. */
export const day = (iso) => iso.split("-").reverse().join("/")

/** Without marks and capitals, for looking up: "Đỗ Hoà" and "do hoa" are the same. */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase()
