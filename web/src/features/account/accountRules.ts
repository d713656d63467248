// Bytes, as the server counts them.
const passwordLeast = 8

export const usernameOk = (text: string) => /^[A-Za-z0-9._-]{3,64}$/.test(text)
export const passwordOk = (text: string) => new TextEncoder().encode(text).length >= passwordLeast
export const emailOk = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)
