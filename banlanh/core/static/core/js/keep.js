// What was typed into a form and not yet sent, kept for this tab and this person: a reload loses nothing.

const owner = document.querySelector("[data-bl-owner]")?.dataset.blOwner
const place = (form) => `banlanh:${owner}:${form.id}`

export function keep(form) {
  const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken")
  sessionStorage.setItem(place(form), JSON.stringify(typed))
}

export function forget(form) {
  sessionStorage.removeItem(place(form))
}

/** Whether something that was typed into the form of this id waits to be sent. */
export function isKept(id) {
  return sessionStorage.getItem(place({ id })) !== null
}

/** Puts back what was typed. */
export function restore(form) {
  const typed = JSON.parse(sessionStorage.getItem(place(form)))
  if (!typed) return
  for (const field of form.elements) {
    const values = typed.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value)
    else if (values.length) field.value = values[0]
  }
}
