// The photograph of a form: taken with the phone, made small for a bad line, shown, and taken off again.

import { draw, words } from "./draw.js"
import { show } from "./fields.js"

const MOST = 300_000 // bytes, as the server takes it
const SIDES = [2000, 1600, 1200, 900, 600] // of the longer edge: a sheet of names is still read at the first two
const QUALITIES = [0.8, 0.6, 0.4]
const SHOWN = 240

/** A JPEG of at most 300 kB with nothing in it but the picture: where it was taken stays behind. */
export async function shrunk(file) {
  for (const side of SIDES) {
    const canvas = await drawn(file, side)
    for (const quality of QUALITIES) {
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality))
      if (blob?.size <= MOST) return blob
    }
  }
  throw new Error("The picture does not become small enough.")
}

async function drawn(file, side) {
  const bitmap = await createImageBitmap(file)
  const canvas = canvasOf(bitmap, side)
  bitmap.close() // some 50 MB, which a cheap phone needs
  return canvas
}

function canvasOf(bitmap, side) {
  const canvas = document.createElement("canvas")
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const paper = canvas.getContext("2d")
  paper.fillStyle = "white" // behind what is transparent
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** The field, holding the picture `blob`, if any. */
export class PictureField {
  #held
  #work // one after the other; whether what was chosen could be read

  constructor(blob, help = words("say-picture-help")) {
    this.element = draw("picture", { help }).firstElementChild
    this.#part("input").addEventListener("change", () => this.#choose(this.#part("input")))
    this.#part("button").addEventListener("click", () => this.#takeOff())
    this.#work = this.#hold(blob)
  }

  get blob() {
    return this.#held
  }

  /** Whether the form may be kept: not while the picture is made small, nor as long as nobody read that it is damaged. */
  async isReady() {
    const isGood = await this.#work
    this.#work = Promise.resolve(true)
    return isGood
  }

  fail(sentence) {
    return show(this.element, sentence)
  }

  #choose(input) {
    const [file] = input.files
    if (!file) return // called off: what was there stays
    this.#after(() => this.#take(file))
  }

  async #take(file) {
    this.#part(".busy").hidden = false
    const found = await shrunk(file).catch(() => {})
    this.#part(".busy").hidden = true
    this.fail(found ? undefined : words("say-damaged"))
    if (found) return this.#hold(found)
    this.#part("input").value = "" // so that the same may be chosen again
    return false
  }

  #takeOff() {
    this.fail()
    this.#part("input").value = ""
    this.#after(() => this.#hold(undefined))
    this.#part("input").focus()
  }

  async #hold(blob) {
    this.#held = blob
    const shown = blob && (await preview(blob).catch(() => {}))
    this.#part("canvas")?.remove()
    this.#part("button").hidden = !blob
    if (shown) this.#part("button").before(shown)
    return true
  }

  async #after(act) {
    this.#work = this.#work.then(act)
    await this.#work
    this.element.dispatchEvent(new Event("input", { bubbles: true }))
  }

  #part(found) {
    return this.element.querySelector(found)
  }
}

async function preview(blob) {
  const canvas = await drawn(blob, SHOWN)
  canvas.role = "img"
  canvas.ariaLabel = words("say-picture-held", { n: Math.ceil(blob.size / 1000) })
  return canvas
}
