/**
 * The errors of a call as tagged errors of Effect 3, made from those of the client.
 *
 * @since 0.1.0
 */
import * as Errors4 from "@genesys-presence/client/PresenceError"
import { PresenceConfigurationError } from "@genesys-presence/client/PresenceConfigurationError"
import type * as Cause3 from "effect/Cause"
import * as Data3 from "effect/Data"
import { type ToEffect3, toEffect3Value } from "./internal/values.ts"

type Fields<E> = {
  readonly [K in Exclude<keyof E, keyof Error | "_tag" | symbol | "pipe" | "toJSON">]: ToEffect3<E[K]>
}

/**
 * An error of the client as Effect 3 has it: the same tag, fields and message.
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorOf<E> = E extends { readonly _tag: infer Tag extends string }
  ? Cause3.YieldableError & { readonly _tag: Tag } & Fields<E>
  : never

type All = Errors4.PresenceError | PresenceConfigurationError
type Tags = All["_tag"]
type Of<Tag extends Tags> = ErrorOf<Extract<All, { readonly _tag: Tag }>>

/**
 * The class of each error, by its tag, for `instanceof`.
 *
 * @category errors
 * @since 0.1.0
 */
export const errors: { readonly [Tag in Tags]: new (fields: object) => Of<Tag> } =
  // Each member of the union gives the class under its own tag.
  Object.fromEntries(
    [...Errors4.PresenceError.members, PresenceConfigurationError].map((member) => [
      member.identifier,
      Data3.TaggedError(member.identifier)
    ])
  ) as never

/** An error of the client as one of Effect 3. */
export const fromClient = <E extends All>(error: E): ErrorOf<E> => {
  const { _tag: _, ...fields } = error
  const made = new errors[error._tag]({
    // Fields that hold nothing convertible are kept as they are.
    ...(toEffect3Value({ ...fields }) as object),
    ...("hint" in error && { hint: error.hint }),
    message: error.message
  })
  // The class was found by the tag of the very error.
  return made as ErrorOf<E>
}
