import type * as HttpClient3 from "@effect/platform/HttpClient"
import * as Effect4 from "effect4/Effect"
import * as HttpClient4 from "effect4/http/HttpClient"
import type * as HttpClientError4 from "effect4/http/HttpClientError"
import { addShortcut } from "@genesys-presence/client/internal/wire"
import * as Wire from "./wire.ts"

/** A client of Effect 4 that sends through one of Effect 3. */
export const make = (client: HttpClient3.HttpClient): HttpClient4.HttpClient => {
  // Whoever sends through it takes the shortcut; it is never called itself.
  const made = HttpClient4.makeWith<never, never, HttpClientError4.HttpClientError, never>(
    () => Effect4.die(new Error("The wire of a client of Effect 3 was passed by")),
    Effect4.succeed
  )
  addShortcut(made, Wire.make(client))
  return made
}
