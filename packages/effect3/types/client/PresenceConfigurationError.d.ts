/**
 * What a layer says about an option that it cannot work with.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause";
/**
 * An option of a layer cannot be used: the layer fails when it is built, and nothing has been sent.
 *
 * **Details**
 *
 * The value itself is never part of the error, since it may be a secret.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceConfigurationError extends Cause.YieldableError {
    constructor(fields: { readonly setting: string; readonly issue: string; });
    readonly _tag: "PresenceConfigurationError";
    /** The name of the option, such as `apiUrl` or `clientSecret`. */
    readonly setting: string;
    /** What is wrong with it. */
    readonly issue: string;
    get message(): string;
}
export {};
