import * as Contract from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { PresenceDecodeError } from "../../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../../PresenceTransport.ts"
import { beginning, excerpt, withoutBody } from "../errors/excerpt.ts"
import { errorFields } from "../errors/fields.ts"

const parse = (text: string): Result.Result<unknown, string> =>
  Result.try({
    try: (): unknown => JSON.parse(text),
    // The message of a runtime may quote the text.
    catch: () => (text === "" ? "the body is empty" : "the body is not JSON")
  })

/**
 * Whether a body says itself that the request failed, as of a gateway that answers every request with 200. All fields of
 * most models are optional, so that it would pass for a presence; none of them has a `status` or a `code`.
 */
const isErrorBody = (json: unknown): boolean =>
  typeof json === "object" &&
  json !== null &&
  "status" in json &&
  typeof json.status === "number" &&
  json.status >= 400 &&
  "code" in json &&
  typeof json.code === "string" &&
  "message" in json

const errorBody = Result.fail("the body is that of an error")

const readBody =
  (decode: (json: unknown) => Result.Result<unknown, Schema.SchemaError>) =>
  ({ text }: TransportResponse): Result.Result<unknown, string> => {
    const parsed = parse(text)
    if (Result.isFailure(parsed)) return parsed
    if (isErrorBody(parsed.success)) return errorBody
    return Result.mapError(decode(parsed.success), (error) => error.message)
  }

/**
 * Where no body is documented, any body is accepted except an error body and a page of HTML. A page comes from a portal or
 * a gateway that answers instead of the service.
 */
const readNothing = ({ headers, text }: TransportResponse): Result.Result<undefined, string> => {
  if (text === "") return Result.succeed(undefined)
  if (/^text\/html\b/i.test(headers["content-type"] ?? "")) {
    return Result.fail("a page of HTML instead of the service's answer")
  }
  const parsed = parse(text)
  return Result.isSuccess(parsed) && isErrorBody(parsed.success) ? errorBody : Result.succeed(undefined)
}

/** Reads the successful answers of one operation. The decoder is made once. */
export const make = (
  name: Contract.OperationName
): ((request: TransportRequest, response: TransportResponse) => Effect.Effect<unknown, PresenceDecodeError>) => {
  const definition: Operation.Any = Contract.contract[name]
  const { body } = definition.success
  const read = body === undefined ? readNothing : readBody(Schema.decodeUnknownResult(body))

  return (request, response) => {
    const result = read(response)
    return Result.isSuccess(result)
      ? Effect.succeed(result.success)
      : Effect.withFiber((fiber) =>
          Effect.fail(
            withoutBody(
              response.text,
              new PresenceDecodeError({
                ...errorFields(request, fiber),
                // It succeeded.
                mayHaveBeenExecuted: true,
                status: response.status,
                ...(response.correlationId !== undefined && { correlationId: response.correlationId }),
                // It may name a key of the server's.
                issue: response.redact(result.failure),
                text: excerpt(response.redact(beginning(response.text)))
              })
            )
          )
        )
  }
}
