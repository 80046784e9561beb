/**
 * Compares a newer public document of Genesys Cloud, as a file, with what these packages know. `--accept` keeps it as what
 * they know. Exits with 1 when something has changed, and with 2 when the file is no such document.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, FileSystem } from "effect"
import { difference } from "./difference.ts"
import { NoSwaggerDocument, presencePart, surfaceOf } from "./swagger.ts"

const knownFile = new URL("../../known.json", import.meta.url).pathname

const readJson = Effect.fnUntraced(function* (file: string) {
  const files = yield* FileSystem.FileSystem
  const text = yield* files.readFileString(file)
  return yield* Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: () => new NoSwaggerDocument({ issue: "It is not JSON" })
  })
})

const compare = Effect.fnUntraced(function* (file: string, accept: boolean) {
  const files = yield* FileSystem.FileSystem
  const newer = yield* readJson(file)
  if (accept) {
    yield* files.writeFileString(knownFile, `${JSON.stringify(yield* presencePart(newer), undefined, 2)}\n`)
    return yield* Console.log("This is what the packages know now.")
  }
  const known = yield* surfaceOf(yield* readJson(knownFile))
  const lines = difference(known, yield* surfaceOf(newer))
  if (lines.length === 0) return yield* Console.log("Nothing has changed.")
  process.exitCode = 1
  return yield* Console.log(lines.join("\n"))
})

const fail = (issue: string) =>
  Effect.andThen(
    Console.error(issue),
    Effect.sync(() => {
      process.exitCode = 2
    })
  )

const [file, ...flags] = process.argv.slice(2)

const program =
  file === undefined
    ? Effect.fail(new NoSwaggerDocument({ issue: "usage: npx -y pnpm@12 drift FILE [--accept]" }))
    : compare(file, flags.includes("--accept"))

NodeRuntime.runMain(
  program.pipe(
    Effect.catchTags({
      NoSwaggerDocument: ({ issue }) => fail(issue),
      PlatformError: (error) => fail(error.message)
    }),
    Effect.provide(NodeServices.layer)
  )
)
