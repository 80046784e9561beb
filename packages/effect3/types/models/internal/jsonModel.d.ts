import type * as Schema from "effect/Schema";
/**
 * The fields of `A` that a request may carry: all but those that the service alone sets. `undefined` counts as absent.
 */
export type Writable<A, ReadOnly extends keyof A = never> = {
    readonly [K in keyof Omit<A, ReadOnly>]: undefined extends A[K] ? A[K] | undefined : A[K];
};
type Fields = {
    readonly [name: string]: Schema.Schema<unknown, unknown>;
};
type ResponseOf<F extends Fields, Required extends keyof F> = {
    readonly [K in Required]: F[K]["Type"];
} & {
    readonly [K in Exclude<keyof F, Required>]?: F[K]["Type"];
};
type RequestOf<F extends Fields, Required extends keyof F> = {
    readonly [K in Required]: F[K]["Type"];
} & {
    readonly [K in Exclude<keyof F, Required>]?: F[K]["Type"] | undefined;
};
/** Resolves to `unknown` when the two types accept the same values, and to an uninhabitable type when not. */
type SameAs<Declared, Derived> = [Declared, Required<Declared>] extends [Derived, Required<Derived>] ? [Derived, Required<Derived>] extends [Declared, Required<Declared>] ? unknown : {
    readonly "the interface misses or widens a field of": Derived;
} : {
    readonly "the fields miss or widen a member of": Declared;
};
export {};
