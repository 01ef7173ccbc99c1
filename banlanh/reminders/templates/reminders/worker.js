// Wakes when a reminder comes, and opens the desk when it is tapped. It keeps nothing and reads no page.

addEventListener("push", (event) => {
  const said = event.data.json()
  event.waitUntil(registration.showNotification(said.title, { body: said.body, lang: "vi", tag: "nhac-viec" }))
})

addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(clients.openWindow("/"))
})
