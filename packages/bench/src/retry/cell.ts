/** One figure of the matrix, and what is wrong with it. */
export interface Cell {
  readonly text: string
  readonly fault?: Fault
}

/** What makes a cell bad, each with its reason. */
export const faults = {
  early: "the service said when to come back, and the client came before that",
  replayed: "a write that the service may have executed was sent again, with nothing to tell it from a second one",
  "in vain": "the client began a wait that could not end within the limit of the call",
  hangs: "the call had not ended three seconds after its limit"
} as const

export type Fault = keyof typeof faults

export const render = ({ fault, text }: Cell): string => (fault === undefined ? text : `**${fault}**: ${text}`)
