// "Chuyển hộ": giving what waits to a colleague's phone as a file or as codes, and carrying what a colleague gave.

import { framed } from "../box.js"
import { carriedCounts } from "../carry.js"
import { draw, words } from "../draw.js"
import { countOf, waitingCount } from "../outbox.js"
import { counted } from "../pictures.js"
import { sync } from "../sync.js"
import { canScan, scan } from "./camera.js"
import { gathering, linesOf, picturesToHandOver, takeIn, takePictures, toHandOver } from "./passing.js"
import { generate } from "./vendor/lean-qr.js"

const SIGNS = 700 // in one code: read by a cheap camera from a cheap screen
const LARGEST = 16_000_000 // of a file, in which everything is a third larger than it lies
const TOLD = { what: "say-held", taken: "say-taken", failed: "say-failed-carried" }

export async function handover() {
  const [boxes, all, { held }, scans] = await Promise.all([toHandOver(), waitingCount(), carriedCounts(), canScan()])
  const { lines, left } = await picturesToHandOver()
  const n = countOf(boxes)
  const what = counted(n, lines.length)
  const own = { what: what && words("say-hand-over", { what }), codes: n > 0, none: all === held && !what, "no-key": all > held && !n }
  const drawn = draw("hand-over", { ...own, left: left > 0 && words("say-left", { n: left }), scan: scans, "no-scan": !scans })
  const [whole] = await linesOf(framed(boxes))
  if (what) gives(drawn, fileOf([whole, ...lines], n), await linesOf(framed(boxes), SIGNS))
  receives(drawn.querySelector("[data-bl-receive]"))
  return drawn
}

const fileOf = (lines, n) => new File([lines.join("\n")], `chuyen-ho-${n}-viec.txt`, { type: "text/plain" })

function gives(drawn, file, codes) {
  const share = drawn.querySelector("[data-bl-share]")
  if (navigator.canShare?.({ files: [file] })) share.addEventListener("click", () => navigator.share({ files: [file] }).catch(() => {}))
  else share.remove() // who closes the list of apps has changed their mind, no more
  drawn.querySelector("[data-bl-save]").addEventListener("click", () => save(file))
  drawn.querySelector("[data-bl-codes]")?.addEventListener("click", ({ target }) => {
    target.hidden = true
    show(target.closest("section").querySelector("[data-bl-run]"), codes)
  })
}

function save(file) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** One code after another, by buttons and by the arrow keys, round and round: the camera may have missed one. */
function show(run, codes) {
  const [canvas, place] = [run.querySelector("canvas"), run.querySelector("[data-bl-place]")]
  let at = 0
  const turn = (by) => {
    at = (at + by + codes.length) % codes.length
    generate(codes[at]).toCanvas(canvas, { off: [255, 255, 255] })
    canvas.ariaLabel = place.textContent = words("say-code", { at: at + 1, all: codes.length })
  }
  run.hidden = false
  for (const button of run.querySelectorAll("[data-bl-turn]")) {
    button.hidden = codes.length === 1
    button.addEventListener("click", () => turn(+button.dataset.blTurn))
  }
  run.addEventListener("keydown", ({ key }) => key.startsWith("Arrow") && turn(["ArrowLeft", "ArrowUp"].includes(key) ? -1 : 1))
  turn(0)
  run.focus()
}

function receives(section) {
  const [message, video, file] = ["[role=status]", "video", "[type=file]"].map((name) => section.querySelector(name))
  const tell = (name, values) => (message.textContent = words(name, values))
  const take = async (bytes, pictures = []) => {
    try {
      const [n, left] = [await takeIn(bytes), await takePictures(pictures)]
      tell("say-taken-in", { what: counted(n, pictures.length - left) || words("say-works", { n }) })
      if (left) message.append(` ${words("say-not-taken-in", { n: left })}`)
      sync()
    } catch (error) {
      tell(error.name === "QuotaExceededError" ? "say-no-room" : "say-no-boxes")
    }
  }
  tellCounts(section)
  addEventListener("bl-kept", function follow() {
    if (section.isConnected) tellCounts(section)
    else removeEventListener("bl-kept", follow)
  })
  file.addEventListener("change", async () => {
    const [given] = file.files
    const [line = "", ...pictures] = given?.size <= LARGEST ? (await given.text()).split(/\s*\n/) : []
    const found = await gathering()(line).catch(() => undefined)
    if (found?.bytes) await take(found.bytes, pictures.filter(Boolean))
    else tell("say-no-boxes")
    file.value = ""
  })
  section.querySelector("[data-bl-scan]")?.addEventListener("click", async ({ target }) => {
    target.hidden = !(video.hidden = false)
    await scan(video, follow(tell, take)).catch(() => tell("say-no-camera"))
    target.hidden = !(video.hidden = true)
  })
}

/** What is held for colleagues, and how many of theirs the server took: never what. */
async function tellCounts(section) {
  const counts = await carriedCounts()
  for (const [name, said] of Object.entries(TOLD)) {
    const place = section.querySelector(`[data-bl-told=${name}]`)
    place.hidden = !counts[name]
    place.textContent = words(said, { n: counts[name], what: counts[name] })
  }
}

/** Until every code of the run was seen. */
function follow(tell, take) {
  const gather = gathering()
  return async (line) => {
    const found = await gather(line).catch(() => undefined)
    if (found && !found.bytes) tell("say-gathered", found)
    if (found?.bytes) await take(found.bytes)
    return found?.bytes
  }
}
