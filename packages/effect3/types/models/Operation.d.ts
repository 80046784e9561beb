/**
 * How one operation of the API is described, and the codecs of its path and query parameters.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted";
/**
 * The methods that the API uses.
 *
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
/**
 * The statuses for which every operation documents an `ErrorBody`.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const errorStatuses: readonly [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504];
/**
 * A documented error status.
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorStatus = (typeof errorStatuses)[number];
/**
 * The names that RFC 9110 gives to the documented error statuses, as in `404 Not Found`.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const reasonPhrases: {
    readonly [S in ErrorStatus]: string;
};
/**
 * What the caller's OAuth client must be allowed to do: all of the permissions, or any of them.
 *
 * @category models
 * @since 0.1.0
 */
export interface Permissions {
    readonly require: "all" | "any";
    readonly of: ReadonlyArray<string>;
}
/**
 * One parameter of the query string.
 *
 * @category models
 * @since 0.1.0
 */
export interface QueryParameter<out T> {
    /** The value in the program, and its text in the URL before percent-encoding. */
    readonly codec: Codec<T>;
    /** What the service assumes when the parameter is not sent. */
    readonly default?: T;
    /** How a list is written: `csv` with commas between its items, the default; `multi` as one parameter for each. */
    readonly collectionFormat?: "csv" | "multi";
}
/**
 * A codec whose wire side is JSON: an object, or an array of objects.
 *
 * @category models
 * @since 0.1.0
 */
export interface BodyCodec<out A> extends Codec<A> {
}
/**
 * One operation of the API: `Params` is what a caller passes, flat and by name; `Answer` is what it gets.
 *
 * @category models
 * @since 0.1.0
 */
export interface Operation<out Params extends object, out Answer, out Status extends number = ErrorStatus> {
    readonly method: Method;
    /** The path with its parameters in braces, such as `/api/v2/users/{userId}/presences/purecloud`. */
    readonly path: string;
    /** The names in braces, in the order of the path. Each is a {@link PathParameter}. */
    readonly pathParameters: ReadonlyArray<string>;
    readonly query: {
        readonly [name: string]: QueryParameter<unknown>;
    };
    /** The schema of the request's body; `undefined` where there is none. */
    readonly body: BodyCodec<unknown> | undefined;
    readonly success: {
        /** The documented statuses; empty where any 2xx is. */
        readonly statuses: ReadonlyArray<number>;
        /** The schema of the answer's body; `undefined` where there is none. */
        readonly body: BodyCodec<Answer> | undefined;
    };
    readonly errors: ReadonlyArray<Status>;
    /** `undefined` where the API documents none. */
    readonly permissions: Permissions | undefined;
    /** What the service asks for although the API's documentation names no permission. */
    readonly undocumentedPermissions: Permissions | undefined;
    /** Set on operations that the API has replaced: the name of the operation to use instead. */
    readonly replacement: string | undefined;
    /**
     * Whether sending the request twice has the effect of sending it once: so for GET, HEAD, PUT and DELETE. A POST creates
     * twice, unless the table says that it does not, and a PATCH may undo what another writer did in between.
     */
    readonly repeatable: boolean;
    /** Carries the type only; never there at run time. */
    readonly "~Parameters"?: Params;
}
/**
 * Any operation, whatever its parameters and its answer.
 *
 * @category models
 * @since 0.1.0
 */
export type Any = Operation<object, unknown, number>;
/**
 * What a caller of the operation passes.
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<O extends Any> = Exclude<O["~Parameters"], undefined>;
/**
 * What the operation answers.
 *
 * @category models
 * @since 0.1.0
 */
export type Success<O extends Any> = O extends Operation<infer _Parameters, infer A, infer _Status> ? A : never;
/**
 * The names in braces in a path.
 *
 * @category models
 * @since 0.1.0
 */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never;
/**
 * What a caller passes for a name in a path: text, or the id of a channel as it comes from the service, which is a secret.
 *
 * @category models
 * @since 0.1.0
 */
export type PathValue<Name extends string> = Name extends "channelId" ? string | Redacted.Redacted : string;
/**
 * What a caller passes: the parameters of a path and a query and a body, as one flat object.
 *
 * @category models
 * @since 0.1.0
 */
export type ParametersOf<Path extends string, Query, Body> = {
    readonly [K in PathNames<Path>]: PathValue<K>;
} & {
    readonly [K in keyof Query]?: (Query[K] extends QueryParameter<infer T> ? T : never) | undefined;
} & (unknown extends Body ? unknown : {
    readonly body: Body;
}) extends infer All ? {
    readonly [K in keyof All]: All[K];
} : never;
/**
 * A function from the name of an operation to a type, for interfaces with one property for each operation: `type` may
 * refer to `this["name"]`.
 *
 * @category models
 * @since 0.1.0
 */
export interface TypeLambda {
    readonly name: string;
    readonly type: unknown;
}
/**
 * What a {@link TypeLambda} makes of a name.
 *
 * @category models
 * @since 0.1.0
 */
export type Apply<F extends TypeLambda, Name extends string> = (F & {
    readonly name: Name;
})["type"];
/**
 * The codec of a parameter or a body, which the client keeps to itself: the schemas of the models are in their modules.
 *
 * @category models
 * @since 0.1.0
 */
export interface Codec<out A> {
    readonly "~Type"?: A;
}
