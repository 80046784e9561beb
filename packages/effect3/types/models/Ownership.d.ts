/**
 * Who made a definition or a source: the product or the organisation.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema";
declare const known: readonly ["System", "User"];
/**
 * `System` for what the product brings and nobody can edit, `User` for what the organisation made.
 *
 * @category models
 * @since 0.1.0
 */
export type Ownership = (typeof known)[number] | (string & {});
/**
 * Accepts every string and suggests `System` and `User`.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const Ownership: Schema.Schema<Ownership>;
export {};
