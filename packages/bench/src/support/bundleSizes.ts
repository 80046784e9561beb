/** How large programs are that use the client, bundled and minified for a worker or a browser. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { rolldown } from "rolldown"

/** The sizes of programs, minified, in bytes. */
export interface Sizes {
  /** A program that makes one call, with gzip. Every client holds all operations. */
  readonly oneOperation: number
  /** The same with the retry layers that are recommended, with gzip. */
  readonly recommended: number
  /** What of the former is not Effect's, with brotli. */
  readonly ownAlone: number
  /** All that the client exports, without Effect, with brotli. */
  readonly ownEverything: number
  /** The least that a program of Effect needs that decodes one answer of one request, with gzip. */
  readonly bareEffect: number
}

const program = (policies: string) => `
import { Authentication, GenesysCloud, HttpExchange, PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"

const live = PresenceClient.layerBare().pipe(
  ${policies}
  Layer.provide(PresenceTransport.layer()),
  Layer.provide(Authentication.layerFromConfig()),
  Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
  Layer.provide(HttpExchange.layer),
  Layer.provide(FetchHttpClient.layer)
)
const call = PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId: "id" }))
Effect.runPromise(Effect.provide(call, live)).then(console.log)
`

const bareEffect = `
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as Schema from "effect/Schema"

const Answer = Schema.fromJsonString(Schema.Struct({ name: Schema.optionalKey(Schema.String) }))
const call = Effect.gen(function* () {
  const response = yield* HttpClient.get("https://example.com")
  return yield* Schema.decodeUnknownEffect(Answer)(yield* response.text)
})
Effect.runPromise(Effect.provide(call, FetchHttpClient.layer)).then(console.log)
`

const bundle = async (folder: string, name: string, source: string, external: RegExp | undefined): Promise<string> => {
  const input = join(folder, `${name}.mjs`)
  writeFileSync(input, source)
  const build = await rolldown({ input, platform: "browser", ...(external !== undefined && { external }) })
  try {
    const { output } = await build.generate({ format: "esm", minify: true, codeSplitting: false })
    return output.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n")
  } finally {
    await build.close()
  }
}

const ofEffect = /^effect\//

/** Bundles the installation in a folder. */
export const sizesIn = async (folder: string): Promise<Sizes> => {
  const gzipped = async (name: string, source: string) => gzipSync(await bundle(folder, name, source, undefined)).length
  const withoutEffect = async (name: string, source: string) =>
    brotliCompressSync(await bundle(folder, name, source, ofEffect)).length
  return {
    oneOperation: await gzipped("one", program("")),
    recommended: await gzipped("recommended", program("Layer.provide(RetryLayer.recommended()),")),
    ownAlone: await withoutEffect("own", program("")),
    ownEverything: await withoutEffect("everything", `export * from "@genesys-presence/client"`),
    bareEffect: await gzipped("effect", bareEffect)
  }
}
