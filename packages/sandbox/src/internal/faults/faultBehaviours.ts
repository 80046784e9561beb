import type { Fault, Kind } from "../../Fault.ts"
import { bodyFaults, loginFaults, statusFaults } from "./answerFaults.ts"
import type { Behaviour, Behaviours } from "./behaviour.ts"
import { connectionFaults } from "./connectionFaults.ts"

const behaviours: Behaviours<Kind> = { ...statusFaults, ...bodyFaults, ...connectionFaults, ...loginFaults }

/** What a fault does. */
export const behaviourOf = (fault: Fault): Behaviour =>
  // The entry under the kind of a fault takes faults of that kind, which the compiler does not see through the union.
  (behaviours[fault.kind] as (fault: Fault) => Behaviour)(fault)
