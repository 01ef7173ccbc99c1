// Pictures of a phone whose line and server are made up: what happens to each request, a schedule says. All that a phone
// does of itself is done by the shell's own modules; the server keeps pieces as the real one does. A line bears so many
// bytes a second, by a clock that is made up too.
async ({ modules, most, sizes, happens, chokes, bears }) => {
  let hour = 0
  performance.now = () => hour
  const names = ["outbox", "pictures", "wire", "store"]
  const loaded = await Promise.all(names.map((name) => import(`${modules}${name}.js`)))
  const [{ add, replace, waiting }, { sendPictures, waitingPictures }, { NoSignal }, { write }] = loaded
  const work = { kind: "record.difficulty", payload: {}, title: "", place: "" }
  const picture = (size) => new Blob([Uint8Array.from({ length: size }, (_, place) => (place * 31 + size) % 251)])
  const hex = async (blob) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()))
    return Array.from(hash, (each) => each.toString(16).padStart(2, "0")).join("")
  }

  await write((stores) => Object.values(stores).forEach((store) => store.clear()))
  for (const size of sizes) await add({ ...work, picture: picture(size) })
  const [here, whole] = [new Map(), new Set()]
  let asked = []

  async function post(form) {
    const [id, digest, length, offset, file] = ["operation", "digest", "length", "offset", "file"].map((name) => form.get(name))
    const what = happens.shift()
    const had = here.get(id) ?? new Blob()
    hour += 150 + (1000 * file.size) / bears
    const isLast = file.size && Number(offset) + file.size === Number(length)
    const isChoked = isLast && Number(length) === chokes
    const isWhole = file.size === Number(length)
    asked.push({ id, what, isChoked, offset: Number(offset), size: file.size, had: had.size, isWhole })
    if (what === "lost" || isChoked) throw new NoSignal()
    if (what === "forgotten") here.delete(id)
    else if (Number(offset) === had.size) here.set(id, new Blob([had, file]))
    const now = here.get(id) ?? new Blob()
    if (now.size === Number(length) && (await hex(now)) === digest) whole.add(now.size)
    if (what === "unheard") throw new NoSignal()
    if (what === "work") await add(work)
    return { offset: now.size }
  }

  const turns = []
  while (turns.length < most && (await waitingPictures()).length > (chokes ? 1 : 0)) {
    await replace(await waiting(), []) // the work goes first, and the server has it
    await sendPictures(post, () => false).catch((error) => {
      if (!(error instanceof NoSignal)) throw error
    })
    turns.push(asked)
    asked = []
  }
  return { turns, arrived: [...whole], waiting: (await waitingPictures()).length }
}
