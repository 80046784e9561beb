/**
 * All operations as one table, from which everything else is derived: the methods of the clients and their types, the
 * routes of a server, reference documents and tests.
 *
 * @since 0.1.0
 */
import * as NotificationsContract from "./NotificationsContract.ts"
import * as PresenceContract from "./PresenceContract.ts"

/**
 * The facts of every operation of the Presence API and of the Notifications API, under the API's own names.
 *
 * **Example** (Reading the table)
 *
 * ```ts
 * import { Contract } from "@genesys-presence/models"
 *
 * for (const [name, { method, path }] of Object.entries(Contract.contract)) {
 *   console.log(name, method, path)
 * }
 * ```
 *
 * @category constants
 * @since 0.1.0
 */
export const contract = { ...PresenceContract.contract, ...NotificationsContract.contract } as const

/**
 * The type of {@link contract}.
 *
 * @category models
 * @since 0.1.0
 */
export type Contract = typeof contract

/**
 * The name of an operation.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof Contract

/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export const operationNames: ReadonlyArray<OperationName> =
  // The keys of an object literal are those that its type says.
  Object.keys(contract) as ReadonlyArray<OperationName>
