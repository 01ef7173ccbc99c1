// Codes from another phone's screen, by the browser's own reader; not every browser has one.

const EACH = 150 // milliseconds between two looks

export async function canScan() {
  if (!navigator.mediaDevices?.getUserMedia || !("BarcodeDetector" in globalThis)) return false
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code")
}

/** Shows in `video` what the camera sees and gives each code to `found`, until that has enough or the page is left. */
export async function scan(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } })
  try {
    video.srcObject = stream
    await video.play()
    await look(video, new BarcodeDetector({ formats: ["qr_code"] }), found)
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

async function look(video, detector, found) {
  while (video.isConnected && !document.hidden) {
    for (const { rawValue } of await detector.detect(video)) if (await found(rawValue)) return
    await new Promise((then) => setTimeout(then, EACH))
  }
}
