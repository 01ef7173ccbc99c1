// Signing out empties the phone. Where work waits on it, the person is asked first, on the phone's own page.

const form = document.querySelector("[data-bl-sign-out]")

form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  if (await hasUnsent().catch(() => false)) location.assign(form.dataset.blSignOut)
  else form.submit() // whatever else is wrong, the door closes
})

/** Looks without making a database where there is none. */
async function hasUnsent() {
  const known = (await indexedDB.databases?.()) ?? []
  if (!known.some(({ name }) => name === "banlanh")) return false
  const { count } = await import("./store.js")
  return (await count("outbox")) + (await count("pictures")) > 0
}
