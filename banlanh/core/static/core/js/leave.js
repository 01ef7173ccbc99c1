// Whoever was here has left: what browsers that do not know Clear-Site-Data still hold of us goes, too.

sessionStorage.clear()
localStorage.clear()
for (const name of (await globalThis.caches?.keys()) ?? []) caches.delete(name)
for (const { name } of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(name)
for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) worker.unregister()
