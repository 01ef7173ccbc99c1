// Has the browser keep the shell; the same worker wakes for reminders.

const policy = globalThis.trustedTypes?.createPolicy("banlanh-worker", { createScriptURL: (url) => url })

export async function register(address) {
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address)
  return navigator.serviceWorker.ready
}
