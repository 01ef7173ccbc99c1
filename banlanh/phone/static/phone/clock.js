// The hour as the server has it, however wrong the phone's own clock is.

let skew = 0

/** How far the server was ahead when it was last met. */
export const setSkew = (found) => (skew = found)

export const now = () => Date.now() + skew

/** The commune's day, "2026-11-23". */
export const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(now())
