import type { OperationName } from "@genesys-presence/models/PresenceContract"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import type { OperationArguments, OperationFailure, OperationSuccess, PresenceResponse } from "../../OperationMethod.ts"
import type { PresenceClientService } from "../../PresenceClient.ts"

type FullAnswer<Name extends OperationName> = Effect.Effect<
  PresenceResponse<OperationSuccess<Name>>,
  OperationFailure<Name>
>

/**
 * Calls an operation for its full answer. A client of `Layer.mock` without `execute` answers through the method of that
 * name: `Layer.mock` represents what is missing by a function that is an effect too.
 */
export const fullAnswer = <Name extends OperationName>(
  client: PresenceClientService,
  operation: Name,
  ...args: OperationArguments<Name>
): FullAnswer<Name> => {
  if (!Effect.isEffect(client.execute)) return client.execute(operation, ...args)
  return Effect.suspend(() => {
    // The contract maps each name to its method, which a name that is a type parameter does not show.
    const method = client[operation] as unknown as (
      ...args: OperationArguments<Name>
    ) => Effect.Effect<OperationSuccess<Name>, OperationFailure<Name>>
    return Effect.map(method(...args), (body) => ({
      operation,
      status: 200,
      headers: Headers.empty,
      correlationId: undefined,
      attempts: 1,
      elapsed: Duration.zero,
      body
    }))
  })
}
