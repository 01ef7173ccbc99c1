// A form is sent once: its button rests after the first tap, and wakes when the page is shown again
// or when the answer was a file, which leaves the page where it was.

const REST = 6000

function rest(event) {
  if (event.defaultPrevented) return
  const button = event.submitter ?? event.target.querySelector("button:not([type=button])")
  if (!button) return
  setTimeout(() => {
    button.disabled = true
    button.dataset.blResting = ""
  }) // after the browser has read the form, so that the button's own value is sent
  setTimeout(() => wake(button), REST)
}

function wake(button) {
  button.disabled = false
  delete button.dataset.blResting
}

addEventListener("submit", rest)
addEventListener("pageshow", () => document.querySelectorAll("[data-bl-resting]").forEach(wake))

// «Khóa nhanh» by Alt+L in every browser: an access key alone is another key in some of them.
const lock = document.querySelector("[accesskey=l]")
lock?.removeAttribute("accesskey")
addEventListener("keydown", (event) => {
  if (!lock || !event.altKey || event.code !== "KeyL") return
  event.preventDefault()
  lock.click()
})
