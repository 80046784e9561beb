/** Lets all clients meet all scenarios, and makes a page of it. */
import { Effect, Semaphore } from "effect"
import type { Cell } from "./cell.ts"
import type { Client } from "./client.ts"
import { columns } from "./columns.ts"
import { observe } from "./observe.ts"

export interface Row {
  readonly client: Client
  readonly cells: ReadonlyArray<Cell>
}

/** Everything at the same time, since nearly all of it is waiting; but one herd after the other, undisturbed. */
export const measure = (clients: ReadonlyArray<Client>): Effect.Effect<ReadonlyArray<Row>, unknown> =>
  Effect.gen(function* () {
    const herds = yield* Semaphore.make(1)
    return yield* Effect.forEach(
      clients,
      (client) =>
        Effect.map(
          Effect.forEach(
            columns,
            ({ judge, scenario }) => {
              const observation = observe(client, scenario)
              const undisturbed = scenario.callers > 1 ? herds.withPermits(1)(observation) : observation
              return Effect.map(undisturbed, (observed) => judge(observed, client))
            },
            { concurrency: "unbounded" }
          ),
          (cells) => ({ client, cells })
        ),
      { concurrency: "unbounded" }
    )
  })
