// "Việc của tôi" and the outbox, as this phone knows them.

import { read } from "./store.js"
import { row, rows } from "./pack.js"
import { ENDED, answered, dismiss, letGo, staying, waiting, waitingCount } from "./outbox.js"
import { counted, dismissPicture, waitingPictures } from "./pictures.js"
import { now, today } from "./clock.js"
import { day, draw, words } from "./draw.js"
import { carriedCounts } from "./carry.js"
import { between, sync } from "./sync.js"

const OWED = ["late", "sent_back", "open"]
const NEAR = 7 * 24 * 3600_000
const DELIVERED_AND_LOOKED_AT = ["conflict", "quarantined"]

export async function desk() {
  const [{ name = "" } = {}, persisted, kept] = await Promise.all([read("meta", "owner"), navigator.storage?.persisted?.() ?? false, waiting()])
  const noted = new Set(kept.filter(({ kind }) => kind === "duty.submit").map(({ payload }) => payload.duty))
  const duties = rows("duties").sort((one, other) => one.due.localeCompare(other.due))
  const owed = duties.filter(({ state }) => OWED.includes(state)).sort((one, other) => OWED.indexOf(one.state) - OWED.indexOf(other.state))
  const others = duties.filter(({ state, due }) => !OWED.includes(state) && Math.abs(Date.parse(due) - now()) < 8 * NEAR)
  return draw("desk", {
    owner: name.split(" ").at(-1),
    day: day(today()),
    persist: !persisted,
    now: owed.map((duty) => card(duty, noted)),
    clear: !owed.length,
    cards: rows("cards").length > 0,
    verbs: rows("forms").map(verb),
    others: others.map((duty) => draw("duty-row", { title: title(duty), due: day(duty.due), state: draw(`state-${duty.state}`) })),
  })
}

const title = (duty) => row("tasks", duty.task)?.title ?? ""

function card(duty, noted) {
  const kind = row("tasks", duty.task)?.kind
  const hasForm = kind && row("forms", `record.${kind}/${duty.body}`)
  const said = { title: title(duty), name: title(duty), body: row("bodies", duty.body)?.name, due: day(duty.due) }
  const amount = duty.needed > 1 ? ` ${words("say-amount", duty)}` : ""
  const to = hasForm ? `ghi/${kind}/${duty.body}` : `viec/${duty.id}`
  return draw("duty-card", { ...said, amount, to, state: draw(noted.has(duty.id) ? "state-kept" : `state-${duty.state}`) })
}

function verb({ id, verb: said }) {
  const [kind, body] = id.replace("record.", "").split("/")
  return draw("link-row", { title: said, about: row("bodies", body)?.name, to: `ghi/${kind}/${body}` })
}

/** What waits, what was sent, what was refused and how it is mended. */
export async function box() {
  const [kept, answers, all, { held, what }, pictured, stays] = await Promise.all([waiting(), answered(), waitingCount(), carriedCounts(), waitingPictures(), staying()])
  const refused = answers.filter(({ state }) => state === ENDED.refused)
  const taken = answers.filter(({ pictureSays }) => pictureSays)
  const late = answers.filter(({ id, title }) => title && pictured.includes(id)).map((each) => ({ ...each, title: words("say-picture", each) }))
  const sent = answers.filter(({ state }) => !Object.values(ENDED).includes(state))
  const known = new Set([...kept, ...late].map(({ id }) => id))
  const shut = counted(all - held - kept.length - stays.length, pictured.filter((id) => !known.has(id)).length)
  const drawn = draw("box", {
    refused: [...refused.map(refusedRow), ...taken.map(refusedPicture), ...stays.map(stayingRow)],
    waiting: [...kept.map((each) => waitingRow(each, pictured.includes(each.id))), ...late.map((each) => waitingRow(each, false))],
    shut: shut && words("say-sealed", { what: shut }),
    held: what && words("say-held", { what }),
    none: all === stays.length && !pictured.length && !what,
    sent: sent.map((each) => draw(DELIVERED_AND_LOOKED_AT.includes(each.state) ? "looked-row" : "sent-row", told(each))),
    nothing: !sent.length,
  })
  drawn.querySelector("[data-bl-send]").addEventListener("click", () => sync())
  return drawn
}

const waitingRow = ({ title, happened_at }, pictured) => draw("waiting-row", { title, at: moment(happened_at), pictured })
const told = ({ title = words("say-unread"), sentence, receipt }) => ({ title, name: title, sentence, receipt: receipt && words("say-receipt", { code: receipt }) })

function refusedRow(answer) {
  const { id, place, sentence } = answer
  return mendable({ ...told(answer), sentence: sentence || words("say-unread-refused"), mend: place && `${place}~${id}` }, () => dismiss(id))
}

function refusedPicture({ id, title: of = words("say-unread"), pictureSays: sentence }) {
  const title = words("say-picture", { title: of })
  return mendable({ title, name: title, sentence, mend: `anh/${id}` }, () => dismissPicture(id))
}

const stayingRow = ({ sequence }) => mendable({ ...told({}), sentence: words("say-stays") }, () => between(() => letGo(sequence)))

function mendable(said, drop) {
  const drawn = draw("refused-row", said)
  drawn.querySelector("[data-bl-dismiss]").addEventListener("click", async () => {
    await drop()
    dispatchEvent(new Event("bl-pack"))
  })
  return drawn
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" })

/** "21:33 27/11" */
const moment = (iso) => CLOCK.format(new Date(iso)).split(", ").reverse().join(" ")
