import type { JsonObject } from "@genesys-presence/models/Model"

/**
 * The keys of a body that the models do not declare. They are stored beside the declared ones, so that a newer field
 * which a client writes is there when it is read again.
 */
export const undeclaredKeys = (body: object, declared: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !declared.has(key)))
