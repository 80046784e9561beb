import { contract, operationNames, type Contract, type OperationName } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import type { OAuthClient } from "../OAuthClient.ts"
import { answer, type Answer } from "./answer.ts"
import type { OperationHandler, OperationHandlers } from "./operationHandlers.ts"
import { inputDecoder, type InputDecoder, type RawParameters } from "./operationInput.ts"
import { missingPermissions } from "./permissions.ts"
import type { Refusal } from "./refusal.ts"

/** Carries out one operation for a client. */
type Runner = (client: OAuthClient, raw: RawParameters, request: HttpServerRequest) => Effect.Effect<Answer, Refusal>

const noContent = 204

type Encoder = (result: unknown) => Effect.Effect<unknown>

const encoderOf = (body: Operation.BodyCodec<unknown> | undefined): Encoder => {
  if (body === undefined) return () => Effect.void
  const encode = Schema.encodeUnknownEffect(body)
  // An answer that does not fit the contract is a mistake of the sandbox, not of the request.
  return (result) => Effect.orDie(encode(result))
}

/** Made once for all organisations: a program of tests makes many. */
const codecs = Object.fromEntries(
  operationNames.map((name) => {
    const operation: Operation.Any = contract[name]
    return [name, { decode: inputDecoder(operation), encode: encoderOf(operation.success.body) }]
  })
  // `fromEntries` forgets which names there are: all of them, since the contract lists them.
) as { readonly [K in OperationName]: { readonly decode: InputDecoder; readonly encode: Encoder } }

const runner = <Name extends OperationName>(
  name: Name,
  handler: OperationHandler<Name>,
  oneAtATime: Semaphore.Semaphore
): Runner => {
  const operation: Operation.Any = contract[name]
  const { decode, encode } = codecs[name]
  // Where several statuses are documented the last is the telling one (201 of 200 and 201).
  const status = operation.success.statuses.at(-1) ?? noContent
  const finish = (encoded: unknown): Answer => answer(status, encoded)
  return (client, raw, request) => {
    const refusal = missingPermissions(client, operation)
    if (refusal !== undefined) return Effect.fail(refusal)
    return Effect.flatMapEager(decode(raw, request), (input) =>
      // The codecs of this very operation made the input, which the compiler cannot follow through a loop over names.
      oneAtATime
        .withPermit(handler(input as Operation.Parameters<Contract[Name]>))
        .pipe(Effect.flatMap(encode), Effect.map(finish))
    )
  }
}

/** What carries out each operation of the contract. */
export type OperationRunners = { readonly [K in OperationName]: Runner }

/**
 * What runs each operation of the contract. The handlers run one at a time: none waits for anything, and so each sees
 * and leaves a state in which no other is half done.
 */
export const makeOperationRunners = (handlers: OperationHandlers): OperationRunners => {
  const oneAtATime = Semaphore.makeUnsafe(1)
  const entry = <Name extends OperationName>(name: Name) => [name, runner(name, handlers[name], oneAtATime)] as const
  // As with the codecs.
  return Object.fromEntries(operationNames.map(entry)) as OperationRunners
}
