import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** Hosts that no request leaves the machine for. */
const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)

const issueOf = (url: URL | undefined): string | undefined => {
  if (url === undefined) return "must be an absolute URL such as https://api.mypurecloud.com"
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return "must be https (http is for this machine alone)"
  }
  if (url.username !== "" || url.password !== "") return "must not carry credentials"
  if (url.search !== "" || url.hash !== "") return "must not carry a query or a fragment"
  return undefined
}

const parse = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** A URL to put paths behind, without a slash at its end. The text is never quoted: it may hold credentials. */
export const BaseUrl: Schema.Codec<string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const url = parse(text)
        const issue = issueOf(url)
        return url === undefined || issue !== undefined
          ? Effect.fail(new SchemaIssue.InvalidValue({ message: issue ?? "" }))
          : Effect.succeed(url.origin + url.pathname.replace(/\/+$/, ""))
      },
      encode: Effect.succeed
    })
  )
)
