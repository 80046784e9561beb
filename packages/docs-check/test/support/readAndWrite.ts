import * as Models from "@genesys-presence/models"
import { Effect, Schema } from "effect"
import { isDeepStrictEqual } from "node:util"
import { modelSamples } from "./modelSamples.ts"
import { type Note, shown } from "./note.ts"

/** The name under which the package exports a model. */
const nameOf = (schema: unknown): string | undefined =>
  Object.values(Models)
    .flatMap((module) => Object.entries(module))
    .find(([, exported]) => exported === schema)?.[0]

/** Reads a sample of a model and writes it again. */
export const readAndWrite = Effect.fnUntraced(function* (schema: Schema.Codec<unknown>, note: Note) {
  const name = nameOf(schema)
  // Any other schema is one of the client's, whose own tests read and write it.
  if (name === undefined) return
  const sample = modelSamples[name]
  if (sample === undefined) throw new Error(`there is no sample of the model ${name}`)
  note(`reads ${shown(sample)}`)
  const read = yield* Schema.decodeUnknownEffect(schema)(sample)
  if (!isDeepStrictEqual(read, sample)) note(`as ${shown(read)}`)
  const written = yield* Schema.encodeEffect(schema)(read)
  note(isDeepStrictEqual(written, sample) ? "writes the same" : `writes ${shown(written)}`)
})
