// The phone's one database. What was written is on the disk when `write` returns: the phone may then be switched off.

import "./vendor/idb.js" // promises for IndexedDB, whose own events end a transaction unawares

const { deleteDB, openDB } = globalThis.idb
const NAME = "banlanh"
const STORES = ["meta", "pack", "outbox", "answers", "pictures"]
const MADE_WITH = { outbox: { keyPath: "sequence", autoIncrement: true }, answers: { keyPath: "id" }, pictures: { keyPath: "id" } }

let opening
let writing = 0

function opened() {
  return (opening ??= openDB(NAME, 2, {
    upgrade(database) {
      const missing = STORES.filter((name) => !database.objectStoreNames.contains(name))
      for (const name of missing) database.createObjectStore(name, MADE_WITH[name]) // a sequence is never given twice
    },
    blocking: () => close(), // another tab leaves, and takes all with it
    terminated: () => (opening = undefined),
  }))
}

async function close() {
  const database = await opening
  opening = undefined
  database?.close()
}

/** Of a page that is being left: the database goes, unless a tab of old holds it, and who still asks it waits. */
export async function end() {
  await close()
  opening = new Promise(() => {})
  await new Promise((ended) => deleteDB(NAME, { blocked: ended }).then(ended, ended))
}

export const read = async (store, key) => (await opened()).get(store, key)
export const readAll = async (store) => (await opened()).getAll(store)
export const keys = async (store) => (await opened()).getAllKeys(store)
export const count = async (store) => (await opened()).count(store)
export const isWriting = () => writing > 0

/** Does all of `changes` or nothing: `change(transaction's stores by name)` puts, deletes, clears. */
export const write = (change) =>
  telling(async () => {
    const transaction = (await opened()).transaction(STORES, "readwrite", { durability: "strict" })
    const stores = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)]))
    change(stores)
    await transaction.done
  })

/** Says that something is being written from the first step of `act` to its last: sealing takes its time, too. */
export async function telling(act) {
  tell((writing += 1))
  try {
    return await act()
  } finally {
    tell((writing -= 1))
  }
}

/** The next number of the outbox, which is given to nobody else, also once all is sent. */
export async function nextNumber() {
  let given
  await write(({ outbox }) => {
    given = outbox.put({}).then((number) => outbox.delete(number).then(() => number))
  })
  return given
}

/** To be caught with: a full phone does without, and anything else is thrown on. */
export function ifFull(error) {
  if (error?.name !== "QuotaExceededError") throw error
}

/** What the phone notes for itself; nobody waits for it, so nobody is told. */
export const note = async (key, value) => (await opened()).put("meta", value, key)

/** Whoever shows what is kept looks anew. */
export function tell() {
  dispatchEvent(new Event("bl-kept"))
}
