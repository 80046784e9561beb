import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { Latency } from "../Limits.ts"

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
