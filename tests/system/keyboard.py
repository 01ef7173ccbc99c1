"""A page by the Tab key alone: what is on its way, and what shows that it is there."""

FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
# Of radio buttons of one name only one is on the way of the Tab key; arrows reach the others.
ON_THE_WAY = """focusable => {
  const all = [...document.querySelectorAll(focusable)].filter(e => e.checkVisibility())
  window.met = new Set(); window.groupOf = e => e.type == "radio" ? `radio ${e.name}` : e
  return new Set(all.map(groupOf)).size }"""
# What stands at the foot of the screen must not lie over what has the focus.
FOCUSED = """() => {
  const isCovered = e => {
    const box = (e.closest("label") ?? e).getBoundingClientRect()
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    return !!top && !top.contains(e) && !(e.closest("label") ?? e).contains(top) }
  const e = document.activeElement
  if (!e || e == document.body || met.has(groupOf(e))) return null
  met.add(groupOf(e))
  const seen = [e, e.closest("label")].filter(Boolean).map(x => getComputedStyle(x))
  const box = e.getBoundingClientRect()
  const rings = seen.some(s => s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2)
  return { name: (e.innerText || e.name || e.tagName).trim(), rings,
    covered: isCovered(e),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth } }"""


def tab_through(page) -> tuple[int, list[dict]]:
    """How many there are, and each that the key came to, in its order."""
    many = page.evaluate(ON_THE_WAY, FOCUSABLE)
    found = []
    for _ in range(many + 5):
        page.keyboard.press("Tab")
        found += [each for each in [page.evaluate(FOCUSED)] if each]
        if len(found) == many:
            break
    return many, found
