import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as Region from "../Region.ts"

/** A region by its name or its domain. */
export const RegionFromText: Schema.Codec<Region.Region, string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Literals(Region.names),
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const region = Region.fromText(text)
        return region === undefined
          ? Effect.fail(
              new SchemaIssue.InvalidValue({ message: `Expected a region (${Region.names.join(", ")}) or its domain` })
            )
          : Effect.succeed(region)
      },
      encode: (region) => Effect.succeed(region)
    })
  )
)
