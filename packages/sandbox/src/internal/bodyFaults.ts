import { answer, Content, contentOf, type Answer } from "./answer.ts"
import type { Behaviour, Behaviours } from "./behaviour.ts"

const noContent = 204
const success = 200

/** A body to spoil: where the operation gives none, that of an empty object. */
export const withBody = (given: Answer): Answer & { readonly body: Content } => ({
  ...given,
  status: given.status === noContent ? success : given.status,
  body: contentOf({ ...given, body: given.body ?? {} }) ?? new Content({ type: "text/plain", bytes: new Uint8Array(0) })
})

const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

/** The operation is carried out, and its answer has another body. */
const spoiling = (spoil: (content: Content) => Content): Behaviour => ({
  deliveries: 1,
  answer: (given) => {
    const whole = withBody(given)
    return { ...whole, body: spoil(whole.body) }
  }
})

const spoilingBytes = (spoil: (bytes: Uint8Array) => Uint8Array): Behaviour =>
  spoiling(({ bytes, type }) => new Content({ type, bytes: spoil(bytes) }))

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf)
/** The first byte of a character of two, without the second. */
const halfCharacter = Uint8Array.of(0xc3)
const space = 0x20

/** Answers whose body is not what its headers, or the contract, say. */
export const bodyFaults: Behaviours<
  "emptyBodyWithSuccess" | "malformedJson" | "wrongContentType" | "byteOrderMark" | "invalidUtf8" | "hugeBody"
> = {
  emptyBodyWithSuccess: () => ({ deliveries: 1, answer: () => answer(success) }),

  malformedJson: () => spoilingBytes((bytes) => bytes.slice(0, -1)),

  wrongContentType: ({ contentType = "text/plain" }) =>
    spoiling(({ bytes }) => new Content({ type: contentType, bytes })),

  byteOrderMark: () => spoilingBytes((bytes) => joined(byteOrderMark, bytes)),

  // Right after the first character, which opens an object or a list, so that the body is no JSON either.
  invalidUtf8: () => spoilingBytes((bytes) => joined(bytes.slice(0, 1), halfCharacter, bytes.slice(1))),

  hugeBody: ({ bytes: size }) =>
    spoilingBytes((bytes) => joined(bytes, new Uint8Array(Math.max(0, size - bytes.length)).fill(space)))
}
