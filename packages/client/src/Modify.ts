/**
 * Changes settings, definitions and sources without losing what is already there: reads, applies a function, writes the
 * whole back, and starts over when the service says that somebody else was faster.
 *
 * **Details**
 *
 * - Keys that the models do not know are written back as they were read, at every depth, except `__proto__` and
 *   `constructor`. `id` and `selfUri` are not sent.
 * - The function gets what was read and answers what to store, as a value or as an Effect. When it answers `undefined`,
 *   or what would be sent equals what was read, nothing is written.
 * - What is not the object that was read is refused with `PresenceInvalidRequest`, and nothing is written: another `id` or
 *   `selfUri`, or none of the fields of the model, such as a Promise or what a gateway answered in the service's place.
 * - After a 409 of the write it is read again, and the function is applied to what is there now. It may thus run several
 *   times: it should do nothing that must not be done twice.
 * - Any other error is the error of the effect, and so is the last 409.
 *
 * **Gotchas**
 *
 * The API has no version and no ETag for these objects. A 409 is all that tells of another writer, and the service is not
 * bound to send one: of two writers who both read before either has written, the later one can undo the other's change.
 * A check before the write would make that moment shorter, not impossible, so there is none. Keep the function short,
 * and let one fiber at a time change the same thing where you can, as with a `Semaphore`.
 *
 * **Example** (Switching one setting on)
 *
 * ```ts
 * import { Modify } from "@genesys-presence/client"
 *
 * const allow = Modify.presenceSettings((settings) => ({ ...settings, requestingOffQueueEnabled: true }))
 * ```
 *
 * @since 0.1.0
 */
import {
  type OrganizationPresenceDefinition,
  OrganizationPresenceDefinitionRequest
} from "@genesys-presence/models/OrganizationPresenceDefinition"
import { type PresenceSettings, PresenceSettingsRequest } from "@genesys-presence/models/PresenceSettings"
import { type Source, SourceRequest } from "@genesys-presence/models/Source"
import * as Contract from "@genesys-presence/models/Contract"
import type { Model } from "@genesys-presence/models/Model"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Random from "effect/Random"
import * as Record from "effect/Record"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { optionsOf } from "./internal/policies/options.ts"
import { pause, planWait } from "./internal/policies/time.ts"
import type { OperationFailure } from "./OperationMethod.ts"
import { PresenceClient } from "./PresenceClient.ts"
import { PresenceConflict, PresenceInvalidRequest } from "./PresenceError.ts"

/**
 * A function that changes what was read: answers what to store, or `undefined` for no change, as a value or as an Effect.
 *
 * @category models
 * @since 0.1.0
 */
export type Change<A, B, E = never, R = never> = (current: A) => B | undefined | Effect.Effect<B | undefined, E, R>

/**
 * Limits of the retries after a conflict.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /**
   * How often it is read and changed again after a 409; 3 by default. A permanent conflict, such as a name that is taken,
   * fails after as many retries, within 2 seconds of waiting.
   */
  readonly times?: number | undefined
  /**
   * The upper end of the first wait; 200 milliseconds by default. It doubles with each retry, and each wait is drawn
   * evenly between nothing and its upper end, so that two writers do not conflict again.
   */
  readonly base?: Duration.Input | undefined
  /**
   * The longest wait before a retry; 10 seconds by default. A 409 whose `Retry-After` asks for more is not retried.
   */
  readonly maxWait?: Duration.Input | undefined
}

const settingsOf = (options: Options) =>
  Result.gen(function* () {
    const check = optionsOf("Modify")
    return {
      times: yield* check.count("times", options.times ?? 3, { least: 0 }),
      base: yield* check.duration("base", options.base ?? "200 millis", { finite: true }),
      maxWait: yield* check.duration("maxWait", options.maxWait ?? "10 seconds")
    }
  })

/** Something that is read, changed and written back whole. */
interface Target<A, B, E1, E2> {
  readonly operation: Contract.OperationName
  readonly read: Effect.Effect<A, E1>
  readonly write: (body: B) => Effect.Effect<A, E2 | PresenceConflict>
  /** What a body may carry. */
  readonly request: Model<B>
}

const isConflict = (error: unknown): error is PresenceConflict => error instanceof PresenceConflict

/** What identifies an object. It is not sent, and a change of it means that the function returned another object. */
const setByService = ["id", "selfUri"]

const member = (value: unknown, name: string): unknown => (Predicate.hasProperty(value, name) ? value[name] : undefined)

/** Reads, changes and writes; starts over after a conflict. */
const readModifyWrite = <A, B, E1, E2, E, R>(
  target: Target<A, B, E1, E2>,
  change: Change<A, B, E, R>,
  options: Options = {}
): Effect.Effect<A, E | E1 | E2 | PresenceConflict | PresenceInvalidRequest, R> => {
  const { operation } = target
  const { method, path } = Contract.contract[operation]
  const refuse = (field: string, issue: string) =>
    Effect.fail(new PresenceInvalidRequest({ operation, method, path, field, issue }))
  const settings = settingsOf(options)
  if (Result.isFailure(settings)) return refuse(settings.failure.setting, settings.failure.issue)
  const { base, maxWait, times } = settings.success

  const encode = Schema.encodeUnknownOption(target.request)
  /** What would be sent; none when it cannot be. A key that is `undefined` is not sent. */
  const sent = (value: unknown) => Option.map(encode(value), Record.filter(Predicate.isNotUndefined))

  const declared = SchemaAST.isObjects(target.request.ast)
    ? target.request.ast.propertySignatures.map(({ name }) => name)
    : []
  /** Whether a body is something else: all fields of settings are optional, so that any object passes for them. */
  const isForeign = (body: Option.Option<object>) =>
    Option.isSome(body) && !declared.some((name) => Object.hasOwn(body.value, name))
  const foreign = (what: string) => refuse("body", `${what} has none of the fields ${declared.join(", ")}`)

  const attempt = (retries: number): Effect.Effect<A, E | E1 | E2 | PresenceConflict | PresenceInvalidRequest, R> =>
    Effect.gen(function* () {
      const current = yield* target.read
      const before = sent(current)
      if (isForeign(before)) return yield* foreign("what was read")
      const changed = change(current)
      const next = Effect.isEffect(changed) ? yield* changed : changed
      if (next === undefined) return current
      const moved = setByService.find((name) => ![undefined, member(current, name)].includes(member(next, name)))
      if (moved !== undefined) return yield* refuse(`body.${moved}`, "differs from what was read")
      const after = sent(next)
      if (isForeign(after)) return yield* foreign("what the function returned")
      // What cannot be sent is left to the operation, whose error names the field.
      if (Option.isSome(after) && Equal.equals(before, after)) return current
      // Only a conflict of this very write: `change` may make calls of its own.
      return yield* Effect.catchIf(target.write(next), isConflict, (conflict) => retry(conflict, retries))
    })

  const retry = (conflict: PresenceConflict, retries: number) =>
    Effect.withFiber<A, E | E1 | E2 | PresenceConflict | PresenceInvalidRequest, R>((fiber) => {
      const wait =
        retries < times
          ? planWait({
              atLeast: conflict.retryAfter === undefined ? 0 : Duration.toMillis(conflict.retryAfter),
              spread: base * 2 ** retries * fiber.getRef(Random.Random).nextDoubleUnsafe(),
              atMost: maxWait,
              left: Infinity
            })
          : undefined
      return wait === undefined ? Effect.fail(conflict) : Effect.andThen(pause(wait), () => attempt(retries + 1))
    })

  return attempt(0)
}

/**
 * Changes the presence settings of the organisation.
 *
 * **Details**
 *
 * Answers the settings as they were stored, or as they were read when nothing was to change. Fails with what the
 * function fails with, and with the errors of `getPresenceSettings` and `putPresenceSettings`.
 *
 * **Example** (Restoring presences for an hour, if they are restored at all)
 *
 * ```ts
 * import { Modify } from "@genesys-presence/client"
 *
 * const anHour = Modify.presenceSettings((settings) =>
 *   settings.restorePresenceSettings?.enabled
 *     ? {
 *         ...settings,
 *         restorePresenceSettings: { ...settings.restorePresenceSettings, restoreTimeMilliseconds: 3_600_000 }
 *       }
 *     : undefined
 * )
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const presenceSettings = <E = never, R = never>(
  f: Change<PresenceSettings, PresenceSettingsRequest, E, R>,
  options?: Options
): Effect.Effect<
  PresenceSettings,
  E | OperationFailure<"getPresenceSettings"> | OperationFailure<"putPresenceSettings">,
  R | PresenceClient
> =>
  PresenceClient.use((client) =>
    readModifyWrite(
      {
        operation: "putPresenceSettings",
        read: client.getPresenceSettings(),
        write: (body) => client.putPresenceSettings({ body }),
        request: PresenceSettingsRequest
      },
      f,
      options
    )
  )

/**
 * Changes a status that the organisation made; those of the product cannot be changed.
 *
 * **Details**
 *
 * The function gets the labels of every locale: a definition that is read for one locale holds that label alone, and
 * writing it back would drop the others. Answers the definition as it was stored, or as it was read when nothing was to
 * change. Fails with what the function fails with, and with the errors of `getPresenceDefinition` and
 * `putPresenceDefinition`.
 *
 * **Example** (Adding a label)
 *
 * ```ts
 * import { Modify } from "@genesys-presence/client"
 *
 * const inFrench = (definitionId: string) =>
 *   Modify.presenceDefinition(definitionId, (definition) => ({
 *     ...definition,
 *     languageLabels: { ...definition.languageLabels, fr: "Déjeuner" }
 *   }))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const presenceDefinition = <E = never, R = never>(
  definitionId: string,
  f: Change<OrganizationPresenceDefinition, OrganizationPresenceDefinitionRequest, E, R>,
  options?: Options
): Effect.Effect<
  OrganizationPresenceDefinition,
  E | OperationFailure<"getPresenceDefinition"> | OperationFailure<"putPresenceDefinition">,
  R | PresenceClient
> =>
  PresenceClient.use((client) =>
    readModifyWrite(
      {
        operation: "putPresenceDefinition",
        read: client.getPresenceDefinition({ definitionId, localeCode: "ALL" }),
        write: (body) => client.putPresenceDefinition({ definitionId, body }),
        request: OrganizationPresenceDefinitionRequest
      },
      f,
      options
    )
  )

/**
 * Changes a registered source.
 *
 * **Details**
 *
 * Answers the source as it was stored, or as it was read when nothing was to change. Fails with what the function fails
 * with, and with the errors of `getPresenceSource` and `putPresenceSource`.
 *
 * **Example** (A description that needs a look elsewhere)
 *
 * ```ts
 * import { Modify } from "@genesys-presence/client"
 * import { Config, Effect } from "effect"
 *
 * const describe = (sourceId: string) =>
 *   Modify.presenceSource(sourceId, (source) =>
 *     Effect.map(Config.String("DOOR_SENSOR_PLACE"), (description) => ({ ...source, description }))
 *   )
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const presenceSource = <E = never, R = never>(
  sourceId: string,
  f: Change<Source, SourceRequest, E, R>,
  options?: Options
): Effect.Effect<
  Source,
  E | OperationFailure<"getPresenceSource"> | OperationFailure<"putPresenceSource">,
  R | PresenceClient
> =>
  PresenceClient.use((client) =>
    readModifyWrite(
      {
        operation: "putPresenceSource",
        read: client.getPresenceSource({ sourceId }),
        write: (body) => client.putPresenceSource({ sourceId, body }),
        request: SourceRequest
      },
      f,
      options
    )
  )
