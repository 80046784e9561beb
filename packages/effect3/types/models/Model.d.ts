/**
 * What all models have in common.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema";
/**
 * A JSON object, as `JSON.parse` gives it.
 *
 * @category models
 * @since 0.1.0
 */
export interface JsonObject {
    readonly [key: string]: unknown;
}
/**
 * The codec of one of the API's objects: `A` in the program, a JSON object on the wire.
 *
 * **Details**
 *
 * - The encoded side is open: keys that `A` does not declare survive decoding and encoding, at every depth, so that a
 *   setting which is newer than this package is not lost when an object is read, changed and written back. The keys
 *   `__proto__` and `constructor` are the exception: they are dropped.
 * - Reading is tolerant: an absent key and `null` both decode to an absent key, and enumerations accept values that are
 *   not known yet.
 * - A date with more than milliseconds is cut to milliseconds.
 *
 * @category models
 * @since 0.1.0
 */
export interface Model<A> extends Schema.Schema<A, JsonObject> {
}
/**
 * The fields of `A` that a request may carry: all but `ReadOnly`, which the service alone sets. `undefined` counts as absent.
 *
 * @category models
 * @since 0.1.0
 */
export type Writable<A, ReadOnly extends keyof A = never> = {
    readonly [K in keyof Omit<A, ReadOnly>]: undefined extends A[K] ? A[K] | undefined : A[K];
};
