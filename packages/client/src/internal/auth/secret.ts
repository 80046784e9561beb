import * as Schema from "effect/Schema"

/**
 * Why a secret, an id or a token cannot be put into a header; `undefined` when it can. It never quotes the value: a
 * runtime that refuses the header would.
 */
export const secretIssue = (value: string): string | undefined => {
  if (value === "") return "must not be empty"
  if (/[\r\n]/.test(value)) return "must not contain a line break"
  if (!/^[\x21-\x7e]+$/.test(value)) return "must consist of visible ASCII characters without spaces"
  return undefined
}

/** A secret that comes from the environment. */
export const ConfiguredSecret: Schema.Codec<string> = Schema.String.check(Schema.makeFilter(secretIssue))

/** Escapes of JSON; those of visible ASCII characters by their number are seldom needed. */
const escapes = /\\(?:u00([2-7][\da-f])|.)/gi

const withoutNeedlessEscapes = (json: string): string =>
  json.replace(escapes, (escape: string, code: string | undefined) => {
    if (code === undefined) return escape === String.raw`\/` ? "/" : escape
    const character = String.fromCharCode(Number.parseInt(code, 16))
    return character === '"' || character === "\\" ? escape : character
  })

/** Takes a secret out of what a server wrote, which may repeat what it was sent: as it is, and as JSON may write it. */
export const redactor = (secret: string): ((text: string) => string) => {
  const inJson = JSON.stringify(secret).slice(1, -1)
  return (text) => {
    // No way to write the secret is shorter than itself.
    if (text.length < secret.length) return text
    const plain = text.includes("\\") ? withoutNeedlessEscapes(text) : text
    return (plain.includes(inJson) ? plain : text).replaceAll(secret, "<redacted>").replaceAll(inJson, "<redacted>")
  }
}
