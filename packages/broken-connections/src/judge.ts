import type { Method, Observation, Transport } from "./observe.ts"
import type { Way } from "./way.ts"

/** What must not happen. */
export type Fault = "says no, and the request arrived" | "says unknown of what never arrived" | "executed twice"

const isBlind = ({ unclear }: Way, { name }: Transport): boolean =>
  unclear !== undefined && (unclear.to === "all" || name !== "UndiciHttpExchange")

/** What is wrong with what was said of a call, next to what the server saw of it. */
export const faultOf = (
  way: Way,
  transport: Transport,
  method: Method,
  { arrived, error, received }: Observation
): Fault | undefined => {
  if (method === "PATCH" && received > 1) return "executed twice"
  // An answer with a status says by itself what happened, and a time limit never knows.
  if (error?._tag !== "PresenceTransportError") return undefined
  const { mayHaveBeenExecuted } = error
  if (arrived) return mayHaveBeenExecuted ? undefined : "says no, and the request arrived"
  return mayHaveBeenExecuted && !isBlind(way, transport) ? "says unknown of what never arrived" : undefined
}
