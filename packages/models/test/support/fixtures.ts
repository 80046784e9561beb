import { readFileSync } from "node:fs"
import { Schema } from "effect"

/** The text of a file in `fixtures/`. */
export const fixtureText = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8")

/** A file in `fixtures/` in the shape that a test expects of it. */
export const fixture = <A>(name: string, schema: Schema.Codec<A, unknown>): A =>
  Schema.decodeSync(Schema.fromJsonString(schema))(fixtureText(name))
