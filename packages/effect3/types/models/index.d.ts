/**
 * Every model of the Genesys Cloud Presence API as an Effect schema, and its operations as one typed contract.
 *
 * @since 0.1.0
 */
import type * as Contract from "../models/Contract.js";
export * as Contract from "./Contract.js";
export * as ErrorBody from "./ErrorBody.js";
export * as LocaleCode from "./LocaleCode.js";
export * as Model from "./Model.js";
export * as MutableUserPresence from "./MutableUserPresence.js";
export * as Operation from "./Operation.js";
export * as OrganizationPresence from "./OrganizationPresence.js";
export * as OrganizationPresenceDefinition from "./OrganizationPresenceDefinition.js";
export * as Ownership from "./Ownership.js";
export * as PresenceDefinition from "./PresenceDefinition.js";
export * as PresenceSettings from "./PresenceSettings.js";
export * as Source from "./Source.js";
export * as SystemPresence from "./SystemPresence.js";
export * as SystemPresenceName from "./SystemPresenceName.js";
export * as UcUserPresence from "./UcUserPresence.js";
export * as User from "./User.js";
export * as UserPresence from "./UserPresence.js";
export * as UserPrimarySource from "./UserPrimarySource.js";
