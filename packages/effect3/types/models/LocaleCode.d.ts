/**
 * The locales in which the service labels its definitions.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema";
declare const known: readonly ["ALL", "he", "fr", "en_US", "da", "de", "it", "cs", "es", "fi", "ar", "ja", "ko", "nl", "no", "pl", "pt_BR", "pt_PT", "ru", "sv", "th", "tr", "uk", "zh_CN", "zh_TW"];
/**
 * A locale code such as `en_US`, or `ALL` for the labels of every locale; codes added later pass too.
 *
 * @category models
 * @since 0.1.0
 */
export type LocaleCode = (typeof known)[number] | (string & {});
/**
 * Accepts every string and suggests the declared locale codes.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const LocaleCode: Schema.Schema<LocaleCode>;
export {};
