/**
 * What a layer says about an option that it cannot work with.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

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
export class PresenceConfigurationError extends Schema.TaggedError<PresenceConfigurationError>()(
  "PresenceConfigurationError",
  {
    /** The name of the option, such as `apiUrl` or `clientSecret`. */
    setting: Schema.String,
    /** What is wrong with it. */
    issue: Schema.String
  }
) {
  override get message(): string {
    return `${this.setting}: ${this.issue}`
  }
}
