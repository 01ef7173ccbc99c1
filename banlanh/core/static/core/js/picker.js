// Choosing bodies by a few letters without marks. The boxes and buttons of the form stay what is sent;
// this only ticks them. After the combobox pattern of the ARIA Authoring Practices.

const MOST = 8

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").trim()

class Picker extends HTMLElement {
  #choices
  #input
  #list
  #found = []
  #active = 0

  connectedCallback() {
    const combo = this.querySelector(".combo")
    this.#input = combo.querySelector("input")
    this.#list = combo.querySelector("[role=listbox]")
    this.#choices = [...this.querySelectorAll(".plain input")].map(choice)
    combo.hidden = false
    this.querySelector(".plain").hidden = true
    this.#input.addEventListener("input", () => this.#search())
    this.#input.addEventListener("keydown", (event) => this.#steer(event))
    this.#input.addEventListener("blur", () => this.#close())
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()) // keeps the focus where it is
    this.#list.addEventListener("click", (event) => this.#pick([...this.#list.children].indexOf(event.target)))
    this.#show()
  }

  #search() {
    const typed = plain(this.#input.value)
    const bodies = this.#choices.filter(({ box }) => box.value !== "named")
    const ranked = bodies.map((each) => [rank(each, typed), each]).filter(([place]) => place >= 0)
    this.#found = ranked.sort(([a], [b]) => a - b).slice(0, MOST).map(([, each]) => each)
    this.#active = 0
    this.#list.replaceChildren(...this.#found.map((each, place) => this.#option(each, place)))
    this.#list.hidden = !typed || !this.#found.length
    this.querySelector("[role=status]").hidden = !typed || this.#found.length > 0
    this.#point()
  }

  #option({ name }, place) {
    const option = document.createElement("li")
    option.role = "option"
    option.id = `${this.#list.id}-${place}`
    option.textContent = name
    return option
  }

  #point() {
    ;[...this.#list.children].forEach((option, place) => (option.ariaSelected = place === this.#active))
    const option = this.#list.hidden ? null : this.#list.children[this.#active]
    this.#input.ariaExpanded = !this.#list.hidden
    if (option) this.#input.setAttribute("aria-activedescendant", option.id)
    else this.#input.removeAttribute("aria-activedescendant")
    option?.scrollIntoView({ block: "nearest" })
  }

  #steer(event) {
    if (event.isComposing) return
    const { key } = event
    if (key === "Backspace" && !this.#input.value) this.#drop(this.#chosen().at(-1))
    if (key === "Enter" && this.#input.value && this.#list.hidden) event.preventDefault() // nobody of that name
    if (this.#list.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (step) this.#active = (this.#active + step + this.#found.length) % this.#found.length
    else if (key === "Enter" || key === "Tab") this.#pick(this.#active)
    else if (key === "Escape") this.#close()
    else return
    if (key !== "Tab") event.preventDefault()
    event.stopPropagation()
    this.#point()
  }

  #pick(place) {
    const { box } = this.#found[place] ?? {}
    if (!box) return
    if (box.type === "radio") this.#choices.forEach((other) => (other.box.checked = false))
    else this.#choices.forEach((other) => other.box.value === "named" && (other.box.checked = true))
    box.checked = true
    this.#input.value = ""
    this.#changed()
  }

  #drop(gone) {
    if (!gone) return
    gone.box.checked = false
    if (gone.box.type === "radio") this.#choices.find(({ box }) => box.value === "named").box.checked = true
    this.#changed()
  }

  #changed() {
    this.#close()
    this.#show()
    this.dispatchEvent(new Event("input", { bubbles: true }))
  }

  #close() {
    this.#list.hidden = true
    this.#point()
  }

  #chosen() {
    return this.#choices.filter(({ box }) => box.checked && box.value !== "named")
  }

  #show() {
    const template = this.querySelector("template")
    const chips = this.#chosen().map((each) => {
      const chip = template.content.cloneNode(true)
      const button = chip.querySelector("button")
      button.append(each.name)
      button.addEventListener("click", () => (this.#drop(each), this.#input.focus()))
      return chip
    })
    this.querySelector(".chosen").replaceChildren(...chips)
  }
}

function choice(box) {
  const name = box.closest("label").textContent.trim()
  const key = plain(name)
  return { box, name, key, initials: key.split(/\s+/).map((word) => word[0]).join("") }
}

/** How well a name answers what was typed: it begins so, has such initials, each typed word begins one of its; else -1. */
function rank({ key, initials }, typed) {
  if (key.startsWith(typed)) return 0
  if (typed.length > 1 && initials.includes(typed)) return 1
  return typed.split(/\s+/).every((word) => ` ${key}`.includes(` ${word}`)) ? 2 : -1
}

customElements.define("bl-picker", Picker)
