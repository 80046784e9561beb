/** Runs each client against a sandbox of its own, one after the other, with the same calls and the same faults. */
import { Effect, Schema } from "effect"
import { type ChildProcess, fork } from "node:child_process"
import { join } from "node:path"
import { type Judgement, judge } from "./judgement.ts"
import { Report, Seen, type Task } from "./messages.ts"

/** A client, and what came of it. */
export interface Row extends Judgement, Omit<Report, "outcomes"> {
  readonly client: NonNullable<Task["client"]>
}

const clients = ["own", "sdk", "sdkLoop"] as const

const processOf = (file: string, task: Task) =>
  Effect.acquireRelease(
    Effect.sync(() => fork(join(import.meta.dirname, file), [JSON.stringify(task)])),
    (child) => Effect.sync(() => child.kill())
  )

/** The next message of a process. Fails when it ends without one, or says something else. */
const nextMessage = <A>(child: ChildProcess, schema: Schema.Codec<A, unknown>) =>
  Effect.callback<unknown, Error>((resume) => {
    const onMessage = (message: unknown) => resume(Effect.succeed(message))
    const onExit = (code: number | null) => resume(Effect.fail(new Error(`A process of the run ended with ${code}`)))
    child.once("message", onMessage).once("exit", onExit)
    return Effect.sync(() => child.off("message", onMessage).off("exit", onExit))
  }).pipe(Effect.flatMap(Schema.decodeUnknownEffect(schema)))

const rowOf = (task: Task, client: Row["client"]): Effect.Effect<Row, Error> =>
  Effect.gen(function* () {
    const service = yield* processOf("serviceProgram.ts", task)
    const baseUrl = yield* nextMessage(service, Schema.String)
    const child = yield* processOf("clientProgram.ts", { ...task, client, baseUrl })
    const { outcomes, ...report } = yield* nextMessage(child, Report)
    service.send("What did you see?")
    const seen = yield* nextMessage(service, Seen)
    const reasons = outcomes.map((reason) => reason ?? undefined)
    return { client, ...report, ...judge(task, reasons, seen) }
  }).pipe(Effect.scoped)

/** The rows of all clients. */
export const compare = (task: Task): Effect.Effect<ReadonlyArray<Row>, Error> =>
  Effect.forEach(clients, (client) => rowOf(task, client))
