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
