// Phones whose clock, line and server are made up. All that a phone does of itself is done by the shell's own modules,
// loaded anew at each start; `answer` stands for the server, and notes what it said.
async ({ modules, shell, pin, schedules, life }) => {
  const parsed = new DOMParser().parseFromString(await (await fetch(shell)).text(), "text/html")
  const templates = [...parsed.querySelectorAll("template")].map((each) => each.outerHTML).join("")
  const addresses = { who: "/ai/", exchange: "/dong-bo/", keeps: "/con-giu/" }
  const json = (said, status = 200) => new Response(JSON.stringify(said), { status, headers: { "Content-Type": "application/json" } })
  const iso = (moment) => new Date(moment).toISOString()
  const pause = (ms) => new Promise((done) => setTimeout(done, ms))
  let world, frame, phone

  async function answer(address) {
    if (!world.line) throw new TypeError("no line")
    const [path, cursor] = address.split("?tu=")
    const named = cursor?.split(".")[0]
    if (path === addresses.keeps || (path === addresses.exchange && world.signed)) {
      if (world.revoked.has(named)) return heard("gone", json({ sentence: "thu hồi" }, 410))
      if (path === addresses.keeps) return heard("hour", json({ now: iso(world.now), keeps: true }))
      return heard("pack", json(packFor(named)))
    }
    if (!world.signed) return new Response("", { headers: { "Content-Type": "text/html" } })
    return json({ person: 1, name: "Lan", token: "", since: world.signed })
  }

  function heard(what, response) {
    world.heard.push(what)
    return response
  }

  function packFor(named) {
    const device = named ?? `d${(world.devices += 1)}`
    const sections = named ? {} : { households: { rows: [{ id: "1", name: "Lò Văn A" }], gone: [] } }
    return { device, cursor: `${device}.1`, whole: !named, now: iso(world.now), lives_until: iso(world.now + life), handover: {}, sections }
  }

  async function start() {
    frame?.remove()
    frame = document.body.appendChild(document.createElement("iframe"))
    const inside = frame.contentWindow
    inside.Date.now = () => world.now + world.away
    inside.fetch = answer
    const { setTimeout: later } = inside
    inside.setTimeout = (act, ms) => (ms < 1000 ? later(act, ms) : 0) // it speaks with the server only where a step says so
    const { subtle } = inside.crypto
    const derive = subtle.deriveKey.bind(subtle)
    subtle.deriveKey = (how, ...rest) => derive({ ...how, iterations: 1 }, ...rest)
    inside.document.body.innerHTML = templates
    const load = (name) => inside.eval(`import("${modules}${name}.js")`)
    const [gate, vault, pack, sync] = await Promise.all(["gate", "vault", "pack", "sync"].map(load))
    sync.begin(addresses)
    phone = { inside, gate, vault, pack, sync }
  }

  const gate = (again = () => {}) => phone.gate.gate(again)
  const reads = () => phone.pack.rows("households").length > 0

  /** Fills in the gate's form as its owner would, and waits until the next page is asked for. */
  async function passed(name) {
    let done
    const again = new Promise((resolve) => (done = resolve))
    const form = (await gate(() => done()))?.querySelector(`[data-bl-${name}]`)
    if (!form) return false
    phone.inside.document.body.append(form)
    for (const input of form.querySelectorAll("[type=password]")) input.value = pin
    form.requestSubmit()
    await again
    return true
  }

  const looks = async () => (await gate()) === undefined && reads()

  const acts = {
    pass: ({ ms }) => (world.now += ms),
    clock: ({ ms }) => (world.away = ms),
    line: ({ is }) => (world.line = is),
    sign: ({ is }) => (world.signed = is ? (world.since += 1) : 0),
    revoke: () => {
      for (let n = 1; n <= world.devices; n += 1) world.revoked.add(`d${n}`)
      world.signed = 0
    },
    lock: () => phone.gate.close(),
    reboot: start,
    async cut({ ms }) {
      phone.sync.sync().catch(() => {})
      await pause(ms)
      await start()
    },
    async begin() {
      return { began: await passed("begin") }
    },
    async look() {
      const read = (await looks()) || ((await passed("enter")) && (await looks()))
      await phone.sync.sync()
      return { read, after: await looks() }
    },
  }

  const told = []
  for (const steps of schedules) {
    world = { now: Date.UTC(2026, 10, 23), away: 0, line: true, signed: 1, since: 1, devices: 0, revoked: new Set(), heard: [] }
    await start()
    await phone.vault.wipeAll()
    const seen = []
    for (const step of steps) {
      world.heard = []
      const found = await acts[step.do](step)
      seen.push({ ...(typeof found === "object" ? found : {}), heard: world.heard })
    }
    told.push(seen)
  }
  frame.remove()
  return told
}
