import * as Argument from "effect/cli/Argument"
import * as Flag from "effect/cli/Flag"
import { contract } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { Latency } from "../../Limits.ts"
import { administrator, type OAuthClient } from "../../OAuthClient.ts"

const expected = `milliseconds as "50", between two as "20-200", or about a mean as "~80"`

const parse = (text: string): Latency | undefined => {
  const [, mean, minimum, maximum] = /^(?:~(\d+)|(\d+)(?:-(\d+))?)$/.exec(text.trim()) ?? []
  if (mean !== undefined) return { kind: "exponential", mean: Number(mean) }
  if (minimum === undefined) return undefined
  return maximum === undefined
    ? { kind: "fixed", millis: Number(minimum) }
    : { kind: "uniform", minimum: Number(minimum), maximum: Number(maximum) }
}

const write = (latency: Latency): string => {
  if (latency.kind === "fixed") return `${latency.millis}`
  return latency.kind === "uniform" ? `${latency.minimum}-${latency.maximum}` : `~${latency.mean}`
}

/** A latency as a person types it. */
export const LatencyFromText: Schema.Codec<Latency, string> = Schema.String.pipe(
  Schema.decodeTo(
    Latency,
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const latency = parse(text)
        return latency === undefined
          ? Effect.fail(new SchemaIssue.InvalidValue({ message: `Expected ${expected}` }))
          : Effect.succeed(latency)
      },
      encode: (latency) => Effect.succeed(write(latency))
    })
  )
)

const between = (minimum: number, maximum: number) =>
  Flag.filter(
    (value: number) => value >= minimum && value <= maximum,
    () => `a whole number from ${minimum} to ${maximum}`
  )

const knownPermissions: ReadonlySet<string> = new Set(
  Object.values(contract).flatMap((operation: Operation.Any) => [
    ...(operation.permissions?.of ?? []),
    ...(operation.undocumentedPermissions?.of ?? [])
  ])
)

const permissionsOf = (text: string): OAuthClient["permissions"] => {
  if (text === "all") return text
  return text === "none" ? [] : text.split(",").map((permission) => permission.trim())
}

/** What a client may do, as a person types it. */
const PermissionsFromText: Schema.Codec<OAuthClient["permissions"], string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Union([Schema.Literal("all"), Schema.Array(Schema.Literals(Array.from(knownPermissions)))]),
    SchemaTransformation.transform({
      decode: permissionsOf,
      encode: (permissions) => (permissions === "all" ? permissions : permissions.join(","))
    })
  )
)

/** What the program can be told at its start. */
export const programFlags = {
  port: Flag.Int("port").pipe(
    Flag.withDescription("The port to listen on; 0 takes a free one"),
    between(0, 65_535),
    Flag.withDefault(0)
  ),
  host: Flag.String("host").pipe(
    Flag.withDescription(
      "The address to listen on; with any but a loopback one the control endpoint and scopes ask for a token"
    ),
    Flag.withDefault("127.0.0.1")
  ),
  users: Flag.Int("users").pipe(
    Flag.withDescription("How many users the organisation has"),
    between(0, 100_000),
    Flag.withDefault(50)
  ),
  seed: Flag.String("seed").pipe(
    Flag.withDescription("A JSON file with the state to begin with, as the control endpoint exports it"),
    Flag.optional
  ),
  rateLimit: Flag.Int("rate-limit").pipe(
    Flag.withDescription("How many requests a minute each token may make; no limit by default"),
    between(0, 1_000_000),
    Flag.optional
  ),
  clientRateLimit: Flag.Int("client-rate-limit").pipe(
    Flag.withDescription("How many requests a minute all tokens of a client may make; no limit by default"),
    between(0, 1_000_000),
    Flag.optional
  ),
  clientId: Flag.String("client-id").pipe(
    Flag.withDescription("The id of the OAuth client, which is a UUID in the service"),
    Flag.withDefault(administrator.clientId)
  ),
  clientSecret: Flag.String("client-secret").pipe(
    Flag.withDescription("The secret of the OAuth client"),
    Flag.withDefault(Redacted.value(administrator.clientSecret))
  ),
  clientPermissions: Flag.String("client-permissions").pipe(
    Flag.withDescription("What the OAuth client may do: all, none, or permissions with commas between them"),
    Flag.withSchema(PermissionsFromText),
    Flag.withDefault("all" as const)
  ),
  cors: Flag.String("cors").pipe(
    Flag.withDescription("The origins of pages that may use the API, with commas between them, or *; none by default"),
    Flag.optional
  ),
  latency: Flag.String("latency").pipe(
    Flag.withDescription(`How long answers take: milliseconds as 50, between two as 20-200, about a mean as ~80`),
    Flag.withSchema(LatencyFromText),
    Flag.optional
  ),
  faults: Flag.String("faults").pipe(Flag.withDescription("A JSON file with a list of fault rules"), Flag.optional),
  control: Flag.Boolean("control").pipe(
    Flag.withDescription(
      "Whether there are a control endpoint, scopes and the page for people; --no-control leaves them out"
    ),
    Flag.withDefault(true)
  ),
  log: Flag.Boolean("log").pipe(Flag.withDescription("Print a line for each request"), Flag.withDefault(false)),
  exec: Flag.Boolean("exec").pipe(
    Flag.withDescription("Run the command after -- with the environment set, and end with its exit code"),
    Flag.withDefault(false)
  ),
  command: Argument.String("command").pipe(
    Argument.withDescription("The command for --exec, and its arguments"),
    Argument.variadic()
  )
} as const
