import type { OperationName } from "@genesys-presence/models/Contract"
import { channel } from "node:diagnostics_channel"
import type { Fault } from "../../Fault.ts"
import type { Answer } from "../http/answer.ts"

/** An answer as it leaves, and what it answers; `fault` is the kind of the fault that it suffered. */
export interface AnswerEvent {
  readonly request: string
  /** `undefined` where the request is for no operation of the contract. */
  readonly operation: OperationName | "oauthToken" | undefined
  readonly answer: Answer
  readonly fault: Fault["kind"] | undefined
}

/** Where the answers of all sandboxes of this process can be seen. Without a subscriber nothing is made for it. */
export const answers = channel("genesys-presence-sandbox:answers")
