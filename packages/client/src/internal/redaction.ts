/** Escapes that JSON allows where none is needed: `\/`, and `\u002b` for a visible ASCII character but `"` and `\`. */
const needless = /\\(?:\/|u00(2[013-9a-f]|[346][\da-f]|5[\dabdef]|7[\da-e])|.)/giu

const withoutNeedlessEscapes = (json: string): string =>
  json.replace(needless, (escape: string, code: string | undefined) => {
    if (escape === String.raw`\/`) return "/"
    return code === undefined ? escape : String.fromCharCode(Number.parseInt(code, 16))
  })

/**
 * Takes a secret out of what a server wrote, which may repeat what it was sent: as it is, and as JSON may write it.
 */
export const redactor = (secret: string): ((text: string) => string) => {
  const inJson = JSON.stringify(secret).slice(1, -1)
  return (text) => {
    const plain = text.includes("\\") ? withoutNeedlessEscapes(text) : text
    return (plain.includes(inJson) ? plain : text).replaceAll(secret, "<redacted>").replaceAll(inJson, "<redacted>")
  }
}
