import { describe, expectTypeOf, it } from "@effect/vitest"
import {
  type Authentication,
  GenesysCloud,
  type HttpExchange,
  Modify,
  type NotificationsClient,
  PresenceClient,
  PresenceDefinitions,
  type PresenceError,
  PresenceTransport,
  Region,
  Retry,
  RetryLayer
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import type {
  Contract,
  NotificationsContract,
  OrganizationPresenceDefinition,
  PresenceContract,
  PresenceSettings,
  Source,
  SystemPresence,
  UcUserPresence,
  UserPresence
} from "@genesys-presence/models"
import type { Effect, Layer } from "effect"
import { Config, Redacted } from "effect"
import type { HttpClient } from "effect/http"
import { Effect as Effects } from "effect"
import type { RateLimiter } from "effect/persistence"

// What is expected here is checked by the compiler; at run time the calls answer nothing.
const client = new Proxy({} as PresenceClient["Service"], { get: () => () => Effects.never }) // it is never asked

type Documented =
  | PresenceError.PresenceBadRequest
  | PresenceError.PresenceUnauthorized
  | PresenceError.PresenceForbidden
  | PresenceError.PresenceNotFound
  | PresenceError.PresenceRequestTimeout
  | PresenceError.PresenceConflict
  | PresenceError.PresenceContentTooLarge
  | PresenceError.PresenceUnsupportedMediaType
  | PresenceError.PresenceTooManyRequests
  | PresenceError.PresenceInternalServerError
  | PresenceError.PresenceServiceUnavailable
  | PresenceError.PresenceGatewayTimeout

type Any =
  | Documented
  | PresenceError.PresenceUnexpectedStatus
  | PresenceError.PresenceInvalidRequest
  | PresenceError.PresenceTransportError
  | PresenceError.PresenceTimeout
  | PresenceError.PresenceDecodeError
  | PresenceError.PresenceAuthenticationError
  | PresenceError.PresenceCircuitOpen
  | PresenceError.PresenceBulkheadFull
  | PresenceError.PresenceThrottled

/** What the contract says that an operation answers. */
type Answer<Name extends Contract.OperationName> = Contract.Contract[Name] extends {
  readonly success: { readonly body: infer Body }
}
  ? Exclude<Body, undefined> extends { readonly Type: infer A }
    ? A
    : never
  : never

/** `true` for each operation whose method answers and fails with exactly what the table says. */
type Agrees = {
  [Name in Contract.OperationName]: (PresenceClient["Service"] & NotificationsClient["Service"])[Name] extends (
    ...args: infer _Args
  ) => Effect.Effect<infer A, infer E>
    ? [A, Answer<Name>, E, Any] extends [Answer<Name>, A, Any, E]
      ? true
      : Name
    : never
}[Contract.OperationName]

describe("types", () => {
  it("of all operations are those of the tables", () => {
    expectTypeOf<Agrees>().toEqualTypeOf<true>()
    expectTypeOf<PresenceContract.OperationName | "execute">().toEqualTypeOf<keyof PresenceClient["Service"]>()
    expectTypeOf<NotificationsContract.OperationName | "execute">().toEqualTypeOf<
      keyof NotificationsClient["Service"]
    >()
  })

  it("of some answers, by name", () => {
    expectTypeOf(client.getUserPresence({ userId: "u", sourceId: "s" })).toEqualTypeOf<
      Effect.Effect<UserPresence.UserPresence, Any>
    >()
    expectTypeOf(client.getUsersPresencesPurecloudBulk({ id: ["u"] })).toEqualTypeOf<
      Effect.Effect<ReadonlyArray<UcUserPresence.UcUserPresence>, Any>
    >()
    expectTypeOf(client.getSystempresences()).toEqualTypeOf<
      Effect.Effect<ReadonlyArray<SystemPresence.SystemPresence>, Any>
    >()
    expectTypeOf(client.deletePresenceSource({ sourceId: "s" })).toEqualTypeOf<Effect.Effect<void, Any>>()
    expectTypeOf(client.postPresenceDefinitions({ body: { languageLabels: {} } })).toEqualTypeOf<
      Effect.Effect<OrganizationPresenceDefinition.OrganizationPresenceDefinition, Any>
    >()
  })

  it("of the full answer follow from the name", () => {
    const response = client.execute("getUserPresence", { userId: "u", sourceId: "s" })
    expectTypeOf<Effect.Success<typeof response>["body"]>().toEqualTypeOf<UserPresence.UserPresence>()
    expectTypeOf<Effect.Error<typeof response>>().toEqualTypeOf<Any>()
  })

  it("of errors: catchTag removes exactly the one it names", () => {
    const caught = client
      .getUserPresencesPurecloud({ userId: "u" })
      .pipe(Effects.catchTag("PresenceNotFound", (error) => Effects.succeed(error.correlationId)))
    expectTypeOf<Effect.Error<typeof caught>>().toEqualTypeOf<Exclude<Any, PresenceError.PresenceNotFound>>()
    expectTypeOf<Effect.Success<typeof caught>>().toEqualTypeOf<UserPresence.UserPresence | string | undefined>()
  })

  it("of errors: handling every tag leaves none", () => {
    const handled = client.getSystempresences().pipe(
      Effects.catchTags({
        PresenceBadRequest: () => Effects.void,
        PresenceUnauthorized: () => Effects.void,
        PresenceForbidden: () => Effects.void,
        PresenceNotFound: () => Effects.void,
        PresenceRequestTimeout: () => Effects.void,
        PresenceConflict: () => Effects.void,
        PresenceContentTooLarge: () => Effects.void,
        PresenceUnsupportedMediaType: () => Effects.void,
        PresenceTooManyRequests: () => Effects.void,
        PresenceInternalServerError: () => Effects.void,
        PresenceServiceUnavailable: () => Effects.void,
        PresenceGatewayTimeout: () => Effects.void,
        PresenceUnexpectedStatus: () => Effects.void,
        PresenceInvalidRequest: () => Effects.void,
        PresenceTransportError: () => Effects.void,
        PresenceTimeout: () => Effects.void,
        PresenceDecodeError: () => Effects.void,
        PresenceAuthenticationError: () => Effects.void,
        PresenceCircuitOpen: () => Effects.void,
        PresenceBulkheadFull: () => Effects.void,
        PresenceThrottled: () => Effects.void
      })
    )
    expectTypeOf<Effect.Error<typeof handled>>().toEqualTypeOf<never>()
    expectTypeOf<PresenceError.PresenceError>().toEqualTypeOf<Any>()
  })

  it("of parameters: wrong ones do not compile", () => {
    const misuse = () => {
      // @ts-expect-error a required parameter is missing
      void client.getUserPresence({ userId: "u" })
      // @ts-expect-error an argument is missing
      void client.getUserPresencesPurecloud()
      // @ts-expect-error there is no such parameter
      void client.getUserPresencesPurecloud({ userID: "u" })
      // @ts-expect-error a parameter has another type
      void client.getPresenceDefinitions({ deactivated: "TRUE" })
      // @ts-expect-error an operation without parameters takes none
      void client.getSystempresences({ page: 1 })
      // @ts-expect-error a required field of the body is missing
      void client.postPresenceSources({ body: { description: "no name" } })
      // @ts-expect-error a field of the body is misspelled
      void client.patchUserPresencesPurecloud({ userId: "u", body: { mesage: "lunch" } })
      // @ts-expect-error an entry of a bulk write names its user
      void client.putUsersPresencesBulk({ body: [{ message: "lunch" }] })
      // @ts-expect-error a read-only field is not for writing
      void client.postPresenceSources({ body: { name: "Door", selfUri: "/x" } })
      // @ts-expect-error there is no such operation
      void client.execute("getNothing")
    }
    expectTypeOf(misuse).toBeFunction()
  })

  it("of parameters: none where nothing is required, and what was read may be written", () => {
    const use = (definition: OrganizationPresenceDefinition.OrganizationPresenceDefinition, message?: string) => {
      void client.getPresenceDefinitions()
      void client.getPresenceDefinitions({ localeCode: "ALL", deactivated: true })
      void client.getUsersPresencesPurecloudBulk()
      void client.getPresencedefinitions({ deleted: "ALL", pageSize: 100 })
      void client.putPresenceDefinition({ definitionId: "d", body: { ...definition, deactivated: false } })
      void client.patchUserPresencesPurecloud({ userId: "u", body: { message } })
    }
    expectTypeOf(use).toBeFunction()
  })

  it("of combinators: which errors one adds shows", () => {
    const call = client
      .getSystempresences()
      .pipe(Effects.catchTag(["PresenceTooManyRequests", "PresenceTimeout"], () => Effects.succeed("fallback")))
    type Left = Effect.Error<typeof call>
    const repeated = call.pipe(Retry.transient(), Retry.repeatUnsafe)
    expectTypeOf<Effect.Error<typeof repeated>>().toEqualTypeOf<Left>()
    const limited = call.pipe(Retry.rateLimited())
    expectTypeOf<Effect.Error<typeof limited>>().toEqualTypeOf<Left | PresenceError.PresenceTooManyRequests>()
    const timed = call.pipe(Retry.timeout({ total: "1 second" }))
    expectTypeOf<Effect.Error<typeof timed>>().toEqualTypeOf<Left | PresenceError.PresenceTimeout>()
    expectTypeOf<Effect.Success<typeof timed>>().toEqualTypeOf<Effect.Success<typeof call>>()
  })

  it("of policies: each takes a transport and provides one", () => {
    type Policy = Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError, PresenceTransport>
    expectTypeOf(RetryLayer.transient()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.rateLimited()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.timeout({})).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.throttle()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.circuitBreaker()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.bulkhead()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.recommended()).toEqualTypeOf<Policy>()
    expectTypeOf(RetryLayer.throttleShared()).toEqualTypeOf<
      Layer.Layer<
        PresenceTransport,
        PresenceError.PresenceConfigurationError,
        PresenceTransport | RateLimiter.RateLimiter
      >
    >()
  })

  it("of changes: what the function fails with and needs, and the errors of the two operations", () => {
    const pure = Modify.presenceSettings((settings) => ({ ...settings, requestingOffQueueEnabled: true }))
    expectTypeOf(pure).toEqualTypeOf<Effect.Effect<PresenceSettings.PresenceSettings, Any, PresenceClient>>()
    const failing = Modify.presenceSource("s", (source) =>
      source.deactivated ? Effects.fail("deactivated" as const) : undefined
    )
    expectTypeOf(failing).toEqualTypeOf<Effect.Effect<Source.Source, Any | "deactivated", PresenceClient>>()
    const asking = Modify.presenceDefinition("d", (definition) =>
      Effects.map(GenesysCloud, ({ apiUrl }) => ({ ...definition, name: apiUrl }))
    )
    expectTypeOf<Effect.Error<typeof asking>>().toEqualTypeOf<Any>()
    expectTypeOf<Effect.Services<typeof asking>>().toEqualTypeOf<PresenceClient | GenesysCloud>()
    // @ts-expect-error a definition without labels cannot be stored
    void Modify.presenceDefinition("d", () => ({ name: "Lunch" }))
  })

  it("of searches: a definition with an id, or why there is none", () => {
    const busy = PresenceDefinitions.use((definitions) => definitions.find({ systemPresence: "Busy" }))
    expectTypeOf<Effect.Success<typeof busy>["id"]>().toEqualTypeOf<string>()
    expectTypeOf<Effect.Error<typeof busy>>().toEqualTypeOf<
      Any | PresenceError.PresenceDefinitionNotFound | PresenceError.PresenceDefinitionAmbiguous
    >()
    expectTypeOf(PresenceDefinitions.layer()).toEqualTypeOf<
      Layer.Layer<PresenceDefinitions, PresenceError.PresenceConfigurationError, PresenceClient>
    >()
    // @ts-expect-error a locale says nothing without a label
    void PresenceDefinitions.use((definitions) => definitions.find({ systemPresence: "Busy", locale: "de" }))
    // @ts-expect-error something has to be searched for
    void PresenceDefinitions.use((definitions) => definitions.find({ divisionId: "*" }))
  })

  it("of layers say what they need and how they fail", () => {
    expectTypeOf(PresenceClient.layerBare()).toEqualTypeOf<
      Layer.Layer<PresenceClient | NotificationsClient, never, PresenceTransport>
    >()
    expectTypeOf(PresenceClient.layerFromConfig()).toEqualTypeOf<
      Layer.Layer<
        PresenceClient | NotificationsClient,
        Config.ConfigError | PresenceError.PresenceConfigurationError,
        HttpClient.HttpClient
      >
    >()
    const exchange = UndiciHttpExchange.layer()
    expectTypeOf(PresenceClient.layerFromConfig({ exchange, policies: false })).toEqualTypeOf<
      Layer.Layer<PresenceClient | NotificationsClient, Config.ConfigError | PresenceError.PresenceConfigurationError>
    >()
    const connection = { region: "us-east-1", clientId: "id", clientSecret: Redacted.make("secret") } as const
    expectTypeOf(
      PresenceClient.layer({
        ...connection,
        policies: { throttle: RetryLayer.throttleShared(), circuitBreaker: false }
      })
    ).toEqualTypeOf<
      Layer.Layer<
        PresenceClient | NotificationsClient,
        PresenceError.PresenceConfigurationError,
        HttpClient.HttpClient | RateLimiter.RateLimiter
      >
    >()
    expectTypeOf(
      PresenceClient.layerConfig({
        region: Region.config("REGION"),
        clientId: Config.String("ID"),
        clientSecret: Config.Redacted("SECRET"),
        policies: RetryLayer.compose(RetryLayer.transient(), RetryLayer.throttleShared()),
        exchange
      })
    ).toEqualTypeOf<
      Layer.Layer<
        PresenceClient | NotificationsClient,
        Config.ConfigError | PresenceError.PresenceConfigurationError,
        RateLimiter.RateLimiter
      >
    >()
    // @ts-expect-error there is no such policy
    void PresenceClient.layerFromConfig({ policies: { throtle: {}, transient: {} } })
    // @ts-expect-error there is no such option of a policy
    void PresenceClient.layerFromConfig({ policies: { throttle: { limits: 5 } } })
    // @ts-expect-error there is no such option
    void PresenceClient.layerFromConfig({ policy: false })
    expectTypeOf(PresenceTransport.layer()).toEqualTypeOf<
      Layer.Layer<
        PresenceTransport,
        PresenceError.PresenceConfigurationError,
        Authentication | GenesysCloud | HttpExchange
      >
    >()
    // @ts-expect-error there is no such region
    void GenesysCloud.layer({ region: "eu-central-9" })
  })
})
