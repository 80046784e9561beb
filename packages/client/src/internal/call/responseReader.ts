import * as Contract from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { UnreadableRow } from "../../OperationMethod.ts"
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

/** What is no object has no fields. */
const fieldsOf = (json: unknown) => Object(json) as Readonly<Record<string, unknown>>

/**
 * Whether a body says itself that the request failed, as of a gateway that answers every request with 200. All fields of
 * most models are optional, so that it would pass for a presence; none of them has a `status` or a `code`.
 */
const isErrorBody = (json: unknown): boolean => {
  const { code, message, status } = fieldsOf(json)
  return typeof status === "number" && status >= 400 && typeof code === "string" && message !== undefined
}

const errorBody: Result.Result<never, string> = Result.fail("the body is that of an error")

type Decode = (json: unknown) => Result.Result<unknown, Schema.SchemaError>

/** A row of a list that cannot be read. */
interface BadRow {
  readonly index: number
  readonly value: unknown
  readonly issue: string
}

interface Read {
  readonly body: unknown
  readonly badRows: ReadonlyArray<BadRow>
}

const complete = (body: unknown): Read => ({ body, badRows: [] })

/** The rows of a list, or of a listing; `make` puts other rows into their place. */
const listIn = (json: unknown) => {
  if (Array.isArray(json)) return { rows: json, at: "", make: (rows: ReadonlyArray<unknown>): unknown => rows }
  const fields = fieldsOf(json)
  if (!Array.isArray(fields["entities"])) return undefined
  return {
    rows: fields["entities"],
    at: `["entities"]`,
    make: (entities: ReadonlyArray<unknown>) => ({ ...fields, entities })
  }
}

/** With more bad rows an answer is something else than a list of ours. */
const maxBadRows = 100

/** The row as text. What nests too deep overflows the stack. */
const textOf = (value: unknown): string =>
  Result.getOrElse(
    Result.try(() => JSON.stringify(value)),
    () => ""
  )

/** Reads a list that cannot be read as a whole row by row. */
const readRows = (decode: Decode, json: unknown, error: Schema.SchemaError): Result.Result<Read, string> => {
  const list = listIn(json)
  // Something else than a row may be wrong.
  if (list === undefined || Result.isFailure(decode(list.make([])))) return Result.fail(error.message)
  const good: Array<unknown> = []
  const badRows: Array<BadRow> = []
  for (const [index, value] of list.rows.entries()) {
    const row = decode(list.make([value]))
    if (Result.isSuccess(row)) good.push(value)
    else if (badRows.length === maxBadRows) return Result.fail(error.message)
    else {
      const issue = row.failure.message.replaceAll(`at ${list.at}[0]`, `at ${list.at}[${index}]`)
      badRows.push({ index, value, issue })
    }
  }
  return Result.mapBoth(decode(list.make(good)), {
    onFailure: ({ message }) => message,
    onSuccess: (body): Read => ({ body, badRows })
  })
}

const readBody =
  (decode: Decode) =>
  ({ text }: TransportResponse, byRow: boolean): Result.Result<Read, string> => {
    const parsed = parse(text)
    if (Result.isFailure(parsed)) return Result.fail(parsed.failure)
    if (isErrorBody(parsed.success)) return errorBody
    const whole = decode(parsed.success)
    if (Result.isSuccess(whole)) return Result.succeed(complete(whole.success))
    return byRow ? readRows(decode, parsed.success, whole.failure) : Result.fail(whole.failure.message)
  }

/**
 * Where no body is documented, any body is accepted except an error body and a page of HTML. A page comes from a portal or
 * a gateway that answers instead of the service.
 */
const readNothing = ({ headers, text }: TransportResponse): Result.Result<Read, string> => {
  if (text === "") return Result.succeed(complete(undefined))
  if (/^text\/html\b/i.test(headers["content-type"] ?? "")) {
    return Result.fail("a page of HTML instead of the service's answer")
  }
  const parsed = parse(text)
  return Result.isSuccess(parsed) && isErrorBody(parsed.success) ? errorBody : Result.succeed(complete(undefined))
}

/** What was read of a successful answer. */
export interface Answer {
  readonly body: unknown
  readonly unreadable: ReadonlyArray<UnreadableRow>
}

/** Reads the successful answers of one operation, lists row by row where it is asked to. The decoder is made once. */
export const make = (
  name: Contract.OperationName
): ((
  request: TransportRequest,
  response: TransportResponse,
  byRow: boolean
) => Effect.Effect<Answer, PresenceDecodeError>) => {
  const definition: Operation.Any = Contract.contract[name]
  const { body } = definition.success
  const read = body === undefined ? readNothing : readBody(Schema.decodeUnknownResult(body))

  return (request, response, byRow) => {
    const result = read(response, byRow)
    if (Result.isSuccess(result) && result.success.badRows.length === 0) {
      return Effect.succeed({ body: result.success.body, unreadable: [] })
    }
    return Effect.withFiber((fiber) => {
      const errorOf = (issue: string, text: string) =>
        withoutBody(
          response.text,
          new PresenceDecodeError({
            ...errorFields(request, fiber),
            // It succeeded.
            mayHaveBeenExecuted: true,
            status: response.status,
            ...(response.correlationId !== undefined && { correlationId: response.correlationId }),
            // It may name a key of the server's.
            issue: response.redact(issue),
            text: excerpt(response.redact(beginning(text)))
          })
        )
      if (Result.isFailure(result)) return Effect.fail(errorOf(result.failure, response.text))
      const unreadable = result.success.badRows.map(({ index, issue, value }) => ({
        index,
        value,
        error: errorOf(issue, textOf(value))
      }))
      return Effect.succeed({ body: result.success.body, unreadable })
    })
  }
}
