import { PresenceWatch } from "@genesys-presence/client"
import { DateTime } from "effect"

/** Whom the board shows. */
export interface Person {
  readonly id: string
  readonly name: string
}

/** What the board knows of everybody. */
export class Board {
  private readonly lines = new Map<string, string>()
  private readonly names: ReadonlyMap<string, string>

  constructor(people: ReadonlyArray<Person>) {
    this.names = new Map(people.map(({ id, name }) => [id, name]))
  }

  private static readonly describe = PresenceWatch.PresenceEvent.match({
    Snapshot: ({ presence }) => Board.line(presence),
    Change: ({ presence }) => Board.line(presence),
    Missing: () => "not known"
  })

  private static line({
    message = "",
    modifiedDate,
    presenceDefinition
  }: Extract<PresenceWatch.PresenceEvent, { readonly _tag: "Snapshot" }>["presence"]): string {
    const since = modifiedDate === undefined ? "" : DateTime.formatIso(modifiedDate).slice(11, 19)
    return `${(presenceDefinition?.systemPresence ?? "").padEnd(10)}${since}  ${message}`.trimEnd()
  }

  /** Takes note of an event; the line of the user that it is about. */
  note(event: PresenceWatch.PresenceEvent): string {
    const line = `${(this.names.get(event.userId) ?? event.userId).padEnd(24)}${Board.describe(event)}`
    this.lines.set(event.userId, line)
    return line
  }

  /** Everybody, in the order of the list. */
  get text(): string {
    return Array.from(this.names.keys(), (id) => this.lines.get(id) ?? "").join("\n")
  }
}
