import * as CliError from "effect/cli/CliError"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** Reads a file that a flag names; what is wrong with it is told in one line with the flag and the file. */
export const readJsonFile = Effect.fnUntraced(function* <A>(
  flag: string,
  file: Option.Option<string>,
  schema: Schema.Codec<A, unknown>
): Effect.fn.Return<A | undefined, CliError.UserError, FileSystem.FileSystem> {
  if (Option.isNone(file)) return undefined
  const fileSystem = yield* FileSystem.FileSystem
  const refuse = (why: string) => (cause: unknown) =>
    new CliError.UserError({ cause, userMessage: `--${flag} ${file.value}: ${why}` })
  const text = yield* Effect.mapError(fileSystem.readFileString(file.value), refuse("the file cannot be read"))
  const json = yield* Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: refuse("the file is not JSON")
  })
  return yield* Effect.mapError(Schema.decodeUnknownEffect(schema)(json), (error) =>
    refuse(error.message.replace(/\s+/g, " "))(error)
  )
})
