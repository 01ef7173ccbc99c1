// Asks the browser to be woken by reminders, and sends what it answers as an ordinary form.

import { register } from "../phone/register.js"

class Push extends HTMLElement {
  connectedCallback() {
    if (!("PushManager" in globalThis)) return
    this.hidden = false
    this.querySelector("form").addEventListener("submit", (event) => this.#ask(event))
  }

  async #ask(event) {
    const form = event.target
    if (form.elements.endpoint.value) return
    event.preventDefault()
    try {
      const subscription = (await this.#subscribe()).toJSON()
      form.elements.endpoint.value = subscription.endpoint
      form.elements.p256dh.value = subscription.keys.p256dh
      form.elements.auth.value = subscription.keys.auth
      form.submit()
    } catch {
      this.querySelector("[data-bl-refused]").hidden = false
    }
  }

  async #subscribe() {
    const { pushManager } = await register(this.dataset.worker)
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key })
  }
}

customElements.define("bl-push", Push)
