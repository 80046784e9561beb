import * as Argument from "effect/cli/Argument"
import * as Flag from "effect/cli/Flag"
import { contract } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { kinds } from "../faults/faultRuleInput.ts"
import { Latency } from "../../Limits.ts"
import { administrator, type OAuthClient } from "../../OAuthClient.ts"
import { shells } from "../server/environment.ts"
import { usualShell } from "./running.ts"

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

/** Describes a flag with its default, which the help of Effect does not show. */
const withDefault =
  <const Value extends string | number | boolean>(description: string, value: Value) =>
  <A>(flag: Flag.Flag<A>) =>
    flag.pipe(Flag.withDescription(`${description} (default: ${value})`), Flag.withDefault(value))

const optional =
  (description: string, told: string) =>
  <A>(flag: Flag.Flag<A>) =>
    flag.pipe(Flag.withDescription(`${description} (default: ${told})`), Flag.optional)

/** What the program can be told at its start. */
export const programFlags = {
  port: Flag.Int("port").pipe(between(0, 65_535), withDefault("The port to listen on; 0 takes a free one", 0)),
  host: Flag.String("host").pipe(
    withDefault(
      "The address to listen on; with any but a loopback one the control endpoint and scopes ask for a token",
      "127.0.0.1"
    )
  ),
  users: Flag.Int("users").pipe(between(0, 100_000), withDefault("How many users the organisation has", 50)),
  seed: Flag.String("seed").pipe(
    optional("A JSON file with the state to begin with, as the control endpoint exports it", "no file")
  ),
  rateLimit: Flag.Int("rate-limit").pipe(
    between(0, 1_000_000),
    optional("How many requests a minute each token may make", "no limit")
  ),
  clientRateLimit: Flag.Int("client-rate-limit").pipe(
    between(0, 1_000_000),
    optional("How many requests a minute all tokens of a client may make", "no limit")
  ),
  clientId: Flag.String("client-id").pipe(
    withDefault("The id of the OAuth client, which is a UUID in the service", administrator.clientId)
  ),
  clientSecret: Flag.String("client-secret").pipe(
    withDefault("The secret of the OAuth client", Redacted.value(administrator.clientSecret))
  ),
  clientPermissions: Flag.String("client-permissions").pipe(
    Flag.withSchema(PermissionsFromText),
    withDefault("What the OAuth client may do: all, none, or permissions with commas between them", "all")
  ),
  cors: Flag.String("cors").pipe(
    optional("The origins of pages that may use the API, with commas between them, or *", "none")
  ),
  latency: Flag.String("latency").pipe(
    Flag.withSchema(LatencyFromText),
    optional("How long answers take: milliseconds as 50, between two as 20-200, about a mean as ~80", "no delay")
  ),
  faults: Flag.String("faults").pipe(
    optional(`A JSON file with a list of fault rules. The kinds of faults are ${kinds.join(", ")}`, "no file")
  ),
  shell: Flag.Literals("shell", shells).pipe(
    withDefault("How the variables are printed: for a shell, or for a .env file", usualShell)
  ),
  control: Flag.Boolean("control").pipe(
    withDefault(
      "Whether there are a control endpoint, scopes and the page for people; --no-control leaves them out",
      true
    )
  ),
  log: Flag.Boolean("log").pipe(withDefault("Print a line for each request", false)),
  exec: Flag.Boolean("exec").pipe(
    withDefault("Run the command after -- with the environment set, and end with its exit code", false)
  ),
  command: Argument.String("command").pipe(
    Argument.withDescription("The command for --exec, and its arguments"),
    Argument.variadic()
  )
} as const
