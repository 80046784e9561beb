/**
 * Why a search for a presence definition did not end with one.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause";
/**
 * A definition, as an error shows it.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionSummary = { readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; };
/**
 * No active definition of the organisation is what was searched for. `available` lists those that there are.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDefinitionNotFound extends Cause.YieldableError {
    constructor(fields: { readonly systemPresence?: string; readonly label?: string; readonly locale?: string; readonly divisionId?: string; readonly available: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>; });
    readonly _tag: "PresenceDefinitionNotFound";
    readonly systemPresence?: string;
    readonly label?: string;
    readonly locale?: string;
    readonly divisionId?: string;
    /** The active definitions. */
    readonly available: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>;
    /** What to do about it. */
    get hint(): string;
    get message(): string;
}
/**
 * Several active definitions are what was searched for. `candidates` lists them.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceDefinitionAmbiguous extends Cause.YieldableError {
    constructor(fields: { readonly systemPresence?: string; readonly label?: string; readonly locale?: string; readonly divisionId?: string; readonly candidates: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>; });
    readonly _tag: "PresenceDefinitionAmbiguous";
    readonly systemPresence?: string;
    readonly label?: string;
    readonly locale?: string;
    readonly divisionId?: string;
    /** The definitions that match. */
    readonly candidates: ReadonlyArray<{ readonly id: string; readonly systemPresence?: string; readonly type?: string; readonly divisionId?: string; readonly languageLabels: { readonly [key: string]: string }; }>;
    /** What to do about it. */
    get hint(): string;
    get message(): string;
}
export {};
