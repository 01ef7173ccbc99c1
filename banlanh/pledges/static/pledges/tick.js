// "Chọn tất cả", and how many boxes are ticked. Without it the boxes and the button do the same.

class Ticks extends HTMLElement {
  #boxes
  #all

  connectedCallback() {
    this.#boxes = [...this.querySelectorAll("input[name=entries]")]
    this.#all = this.querySelector("[data-bl-all]")
    this.#all.hidden = false
    this.#all.querySelector("input").addEventListener("change", (event) => this.#tick(event.target.checked))
    this.addEventListener("change", () => this.#count())
    this.#count()
  }

  #tick(all) {
    this.#boxes.forEach((box) => (box.checked = all))
  }

  #count() {
    const ticked = this.#boxes.filter((box) => box.checked).length
    this.querySelector("[data-bl-count]").textContent = ticked ? `Đã chọn ${ticked}` : ""
    this.#all.querySelector("input").checked = ticked === this.#boxes.length
  }
}

customElements.define("bl-ticks", Ticks)
