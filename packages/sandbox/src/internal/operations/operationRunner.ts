import { type Contract, contract, type OperationName, operationNames } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import type { OAuthClient } from "../../OAuthClient.ts"
import { answer, type Answer } from "../http/answer.ts"
import { ErrorCode, Refusal } from "../http/refusal.ts"
import { inputDecoder, type InputDecoder, type RawParameters } from "./operationInput.ts"

/** Who sent a request, and where to. */
export interface Caller {
  readonly client: OAuthClient
  readonly token: string
  /** The address under which the request reached the sandbox, for a WebSocket: `ws://127.0.0.1:8080`. */
  readonly origin: () => string
}

/** What carries out one operation. */
export type OperationHandler<Name extends OperationName> = (
  input: Operation.Parameters<Contract[Name]>,
  caller: Caller
) => Effect.Effect<Operation.Success<Contract[Name]>, Refusal>

/** One handler for each of the named operations: a missing one does not compile. */
export type OperationHandlers<Name extends OperationName = OperationName> = {
  readonly [K in Name]: OperationHandler<K>
}

const missing = (client: OAuthClient, needed: Operation.Permissions | undefined): Refusal | undefined => {
  const { permissions } = client
  if (needed === undefined || permissions === "all") return undefined
  const lacking = needed.of.filter((permission) => !permissions.includes(permission))
  if (needed.require === "all") {
    if (lacking.length === 0) return undefined
    return new Refusal({
      code: ErrorCode.missingPermissions,
      message: `You are missing the following permission(s): ${lacking.join(", ")}`,
      messageParams: { permissions: lacking.join(",") }
    })
  }
  if (lacking.length < needed.of.length) return undefined
  return new Refusal({
    code: ErrorCode.missingAnyPermissions,
    message: `You must have at least one of the following permissions assigned: [${needed.of.join(", ")}]`,
    messageParams: { permissions: needed.of.join(",") }
  })
}

/**
 * Why a client may not carry out an operation; `undefined` when it may. What the service asks for beyond its
 * documentation counts too: tokens of the client credentials grant have no user of their own, so no user's presence is
 * theirs to set.
 */
export const missingPermissions = (client: OAuthClient, operation: Operation.Any): Refusal | undefined =>
  missing(client, operation.permissions) ?? missing(client, operation.undocumentedPermissions)

/** Carries out one operation for a client. */
type Runner = (caller: Caller, raw: RawParameters, request: HttpServerRequest) => Effect.Effect<Answer, Refusal>

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
  return (caller, raw, request) => {
    const refusal = missingPermissions(caller.client, operation)
    if (refusal !== undefined) return Effect.fail(refusal)
    return Effect.flatMapEager(decode(raw, request), (input) =>
      // The codecs of this very operation made the input, which the compiler cannot follow through a loop over names.
      oneAtATime
        .withPermit(handler(input as Operation.Parameters<Contract[Name]>, caller))
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
