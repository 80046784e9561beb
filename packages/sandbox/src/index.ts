/**
 * An embedded Genesys Cloud presence service over real HTTP, for tests and first runs without an account.
 *
 * @since 0.1.0
 */
export * as ChannelFault from "./ChannelFault.ts"
export * as Fault from "./Fault.ts"
export * as FaultRule from "./FaultRule.ts"
export * as LedgerEntry from "./LedgerEntry.ts"
export * as Limits from "./Limits.ts"
export * as NotificationChannel from "./NotificationChannel.ts"
export * as OAuthClient from "./OAuthClient.ts"
export * as Organization from "./Organization.ts"
export * as OrganizationState from "./OrganizationState.ts"
export * as RequestRecord from "./RequestRecord.ts"
export { type Options, Sandbox, SandboxListenError } from "./Sandbox.ts"
export * as TestTime from "./TestTime.ts"
