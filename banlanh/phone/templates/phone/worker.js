// Keeps the shell of one release, so that it opens without signal, and wakes when a reminder comes.
// It keeps no page of anybody: what was signed in for is asked from the server each time, or not shown.

const RELEASE = "vo-{{ release }}"
const SHELL = "{% url "phone:shell" %}"
const FILES = [{% for file in files %}"{{ file }}", {% endfor %}]

addEventListener("install", (event) => event.waitUntil(keep()))
addEventListener("activate", (event) => event.waitUntil(dropOthers()))

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== "GET" || origin !== location.origin) return
  if (pathname === SHELL || FILES.includes(pathname)) event.respondWith(kept(pathname, event.request))
  else if (mode === "navigate") event.respondWith(fetch(event.request).catch(() => Response.redirect(SHELL)))
})

addEventListener("push", (event) => {
  const said = event.data.json()
  event.waitUntil(registration.showNotification(said.title, { body: said.body, lang: "vi", tag: "nhac-viec" }))
})

addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(clients.openWindow("/"))
})

async function keep() {
  const cache = await caches.open(RELEASE)
  await cache.addAll([SHELL, ...FILES])
  await skipWaiting() // a page that is open has all its files already
}

async function dropOthers() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== RELEASE).map((name) => caches.delete(name)))
  await clients.claim()
}

async function kept(pathname, request) {
  const cache = await caches.open(RELEASE)
  return (await cache.match(pathname)) ?? fetch(request)
}
