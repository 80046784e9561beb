import * as Contract from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Result from "effect/Result"
import * as Tracer from "effect/Tracer"
import type { PresenceResponse } from "../../OperationMethod.ts"
import { type PresenceError, PresenceInvalidRequest } from "../../PresenceError.ts"
import type { PresenceTransport, TransportRequest, TransportResponse } from "../../PresenceTransport.ts"
import { elapsedSince } from "../errors/fields.ts"
import { forCall } from "../policies/policyTransport.ts"
import * as RequestBuilder from "./requestBuilder.ts"
import * as ResponseReader from "./responseReader.ts"
import { labelled, measuring, serverAttributes, traced } from "./telemetry.ts"

type Values = Readonly<Record<string, unknown>>

interface Call {
  /** The body alone. */
  readonly value: (values: Values | undefined) => Effect.Effect<unknown, PresenceError>
  /** The body with what came around it. */
  readonly response: (values: Values | undefined) => Effect.Effect<PresenceResponse<unknown>, PresenceError>
}

const noValues: Values = {}

const makeCodec = (name: Contract.OperationName) => ({
  build: RequestBuilder.make(name),
  read: ResponseReader.make(name)
})

/** They depend on the contract alone, so the clients of many tenants share them. */
const codecs = new Map<Contract.OperationName, ReturnType<typeof makeCodec>>()

const codecOf = (name: Contract.OperationName) => {
  const known = codecs.get(name)
  if (known !== undefined) return known
  const made = makeCodec(name)
  codecs.set(name, made)
  return made
}

const makeCall = (
  transport: PresenceTransport["Service"],
  name: Contract.OperationName,
  attributes: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>> | undefined
): Call => {
  const definition: Operation.Any = Contract.contract[name]
  const { build, read } = codecOf(name)
  const measured = measuring(name)

  const prepare = (
    values: Values,
    headers: Readonly<Record<string, string>>,
    clock: Clock.Clock
  ): Result.Result<TransportRequest, PresenceInvalidRequest> => {
    const refusal = RequestBuilder.headerRefusal(headers)
    if (refusal !== undefined) {
      return Result.fail(
        new PresenceInvalidRequest({ operation: name, method: definition.method, path: definition.path, ...refusal })
      )
    }
    return Result.map(build(values), ({ body, target }) => ({
      operation: name,
      definition,
      target,
      headers,
      body,
      call: {
        attempts: 0,
        status: undefined,
        startedAt: clock.monotonicTimeNanosUnsafe(),
        mayHaveBeenExecuted: false
      }
    }))
  }

  const run = <A>(
    values: Values,
    byRow: boolean,
    finish: (
      answer: Effect.Effect<ResponseReader.Answer, PresenceError>,
      request: TransportRequest,
      response: TransportResponse,
      clock: Clock.Clock
    ) => Effect.Effect<A, PresenceError>
  ): Effect.Effect<A, PresenceError> =>
    Effect.withFiber((fiber) => {
      const clock = fiber.getRef(Clock.Clock)
      const prepared = prepare(values, fiber.getRef(RequestBuilder.RequestHeaders), clock)
      if (Result.isFailure(prepared)) {
        return measured(Effect.fail(prepared.failure), clock.monotonicTimeNanosUnsafe(), clock, fiber)
      }
      const request = prepared.success
      const sent = forCall(transport, fiber.context).execute(request)
      const answered = Effect.flatMap(sent, (response) =>
        finish(read(request, response, byRow), request, response, clock)
      )
      const call = measured(answered, request.call.startedAt, clock, fiber)
      // A span costs as much as all the rest of a call, so there is none when nobody listens.
      return fiber.getRef(Tracer.Tracer) === Tracer.nativeTracer ? call : traced(call, request, attributes)
    }).pipe(labels === undefined ? identity : labelled(labels))

  return {
    // Without a place for the rows that cannot be read, a list is read as a whole.
    value: (values = noValues) => run(values, false, (reading) => Effect.map(reading, ({ body }) => body)),
    response: (values = noValues) =>
      run(values, true, (reading, request, response, clock) =>
        Effect.map(reading, ({ body, unreadable }) => ({
          operation: name,
          status: response.status,
          headers: response.headers,
          correlationId: response.correlationId,
          attempts: request.call.attempts,
          elapsed: elapsedSince(request.call.startedAt, clock.monotonicTimeNanosUnsafe()),
          body,
          unreadable
        }))
      )
  }
}

/**
 * Makes the service of a contract. The contract gives the methods their types; what it says about names and schemas is what
 * is used to make them here.
 */
export const make = (
  table: { readonly [name in Contract.OperationName]?: Operation.Any },
  transport: PresenceTransport["Service"],
  labels?: Readonly<Record<string, string>>
): unknown => {
  const attributes = transport.apiUrl === undefined ? {} : serverAttributes(transport.apiUrl)
  const names = Contract.operationNames.filter((name) => name in table)
  const calls = new Map(names.map((name) => [name, makeCall(transport, name, attributes, labels)]))
  const service: Record<string, unknown> = {
    execute: (name: Contract.OperationName, values: Values | undefined) =>
      // The type admits the names of the contract only; a call from JavaScript may not.
      calls.get(name)?.response(values) ?? Effect.die(new Error("There is no such operation"))
  }
  for (const [name, call] of calls) service[name] = call.value
  return service
}
