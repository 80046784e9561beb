/** Ways in which connections fail, each over real sockets, and what the client says of them. */
import { answers, requests } from "./answers.ts"
import { handshakes } from "./handshakes.ts"
import { kernel } from "./kernel.ts"
import { keptAlive } from "./keptAlive.ts"
import { proxies } from "./proxies.ts"
import { unconnected } from "./unconnected.ts"
import type { Group } from "./way.ts"

export { type Fault, faultOf } from "./judge.ts"
export { isolated, obstacle } from "./isolated.ts"
export { type Method, type Observation, observe, type Transport, transports } from "./observe.ts"
export { authority, certificate, overTls, serve } from "./serve.ts"
export type { Broken, Group, Surroundings, Way } from "./way.ts"

/** All ways, by the phase of an exchange in which they fail. */
export const groups: ReadonlyArray<Group> = [unconnected, proxies, handshakes, requests, answers, keptAlive, kernel]
