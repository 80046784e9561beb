import { NodeHttpClient } from "@effect/platform-node"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceDefinitions,
  PresenceLookup,
  PresenceTransport,
  PresenceWatch,
  RetryLayer
} from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { ConfigProvider, Console, Effect, FileSystem, Layer, Logger } from "effect"
import { FetchHttpClient } from "effect/http"
import { RateLimiter } from "effect/persistence"
import * as AwayRedis from "./awayRedis.ts"
import { type Circumstances, optionsIn } from "./circumstances.ts"
import { documentedOrganization } from "./documentedOrganization.ts"
import { type Note, notingConsole, notingLogger } from "./note.ts"
import { sandboxFetch } from "./sandboxFetch.ts"

/** The client to the sandbox, and all that a snippet may build one from itself. */
const client = ({ retries }: Circumstances) =>
  Layer.unwrap(
    Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
      Layer.mergeAll(PresenceDefinitions.layer(), PresenceLookup.layer(), PresenceWatch.layerPolling()).pipe(
        Layer.provideMerge(PresenceClient.layerBare()),
        Layer.provide(retries ? RetryLayer.recommended() : RetryLayer.compose()),
        Layer.provideMerge(PresenceTransport.layer()),
        Layer.provideMerge(Authentication.layerClientCredentials(defaultClient)),
        Layer.provideMerge(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl }))
      )
    )
  )

/** The variables that the documentation reads. */
const Variables = Layer.unwrap(
  Effect.map(Sandbox, ({ environment }) =>
    ConfigProvider.layer(
      ConfigProvider.fromUnknown({
        ...environment,
        PRESENCE_REGION: "eu-central-1",
        ACME_REGION: "eu-central-1",
        ACME_CLIENT_ID: environment.GENESYS_CLOUD_CLIENT_ID,
        ACME_CLIENT_SECRET: environment.GENESYS_CLOUD_CLIENT_SECRET,
        DOOR_SENSOR_PLACE: "Front door"
      })
    )
  )
)

/** A disk on which nothing is kept: what matters is that a file was written, and how it begins. */
const files = (note: Note) =>
  FileSystem.layerNoop({
    writeFileString: (path, text) =>
      Effect.sync(() => note(`writes ${path}: ${text.replaceAll(/\s+/g, " ").slice(0, 60)}…`))
  })

const around = (note: Note, circumstances: Circumstances) =>
  Layer.mergeAll(
    client(circumstances),
    Variables,
    AwayRedis.layer,
    Layer.provide(RateLimiter.layer, RateLimiter.layerStoreMemory),
    files(note),
    Logger.layer([notingLogger(note)]),
    Layer.succeed(Console.Console, notingConsole(note))
  )

const withoutSocket = (note: Note, circumstances: Circumstances) =>
  around(note, circumstances).pipe(
    Layer.provideMerge(HttpExchange.layer),
    Layer.provideMerge(FetchHttpClient.layer),
    Layer.provideMerge(Layer.effect(FetchHttpClient.Fetch, sandboxFetch(note))),
    Layer.provideMerge(
      Layer.effect(Sandbox, Sandbox).pipe(Layer.provide(Sandbox.layerInProcess(optionsIn(circumstances))))
    )
  )

/** The services that snippets need. */
export type Surroundings = Layer.Success<ReturnType<typeof withoutSocket>>

const overSocket = (note: Note, circumstances: Circumstances): ReturnType<typeof withoutSocket> =>
  around(note, circumstances).pipe(
    Layer.provideMerge(HttpExchange.layer),
    Layer.provideMerge(NodeHttpClient.layerUndici),
    Layer.provideMerge(
      Sandbox.layer({
        ...optionsIn(circumstances),
        onRequest: ({ method, path, status }) => Effect.sync(() => note(`${method} ${path} ${status}`))
      })
    ),
    // A port of this machine is always free.
    Layer.orDie
  )

/** Everything that a snippet needs, with a sandbox that knows what it names. */
export const surroundingsOf = (code: string, circumstances: Circumstances, note: Note) =>
  Layer.effectDiscard(Effect.orDie(documentedOrganization(code))).pipe(
    Layer.provideMerge((circumstances.sockets ? overSocket : withoutSocket)(note, circumstances))
  )
