import * as Data3 from "effect/Data"

/** An error of the client, of either version: a class with a tag and plain fields. */
type ErrorClass = new (fields: object) => Error & { readonly _tag: string }

const classes = new WeakMap<object, ErrorClass>()
const twins = new WeakMap<Error, Error>()

/** Whether a value is a class of tagged errors. */
export const isErrorClass = (value: unknown): value is ErrorClass & { readonly identifier: string } =>
  typeof value === "function" && value.prototype instanceof Error && "identifier" in value

/** How the fields of an error change from one version to the other. */
interface Conversions {
  readonly to3: (value: unknown) => unknown
  readonly to4: (value: unknown) => unknown
}

/** The class of Effect 3 for one of the client's: the same tag, fields, message and hint. */
export const errorClass3 = (
  class4: ErrorClass & { readonly identifier: string },
  { to3, to4 }: Conversions
): ErrorClass => {
  const known = classes.get(class4)
  if (known !== undefined) return known
  const Base = Data3.TaggedError(class4.identifier) as unknown as ErrorClass // its fields are those of the class of Effect 4
  const class3 = class extends Base {
    constructor(fields: object) {
      // Made from an error of the client, or by somebody's test.
      const error4 = fields instanceof class4 ? fields : new class4(to4(fields) as object)
      const { _tag: _, ...own } = error4
      super({
        ...(to3({ ...own }) as object), // a record becomes a record
        ...("hint" in error4 && { hint: error4.hint }),
        ...("isRetryable" in error4 && { isRetryable: error4.isRetryable }),
        message: error4.message
      })
      twins.set(this, error4)
      twins.set(error4, this)
    }
  }
  classes.set(class4, class3)
  return class3
}

/** The error of the other version that an error stands for; `undefined` when there is none. */
export const twinOf = (error: Error): Error | undefined => twins.get(error)

/** The class of Effect 3 of an error of the client; `undefined` for any other error. */
export const class3Of = (error4: Error): ErrorClass | undefined => classes.get(error4.constructor)
