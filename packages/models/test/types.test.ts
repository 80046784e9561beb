import {
  type Contract,
  type LocaleCode,
  type MutableUserPresence,
  type Operation,
  type OrganizationPresenceDefinition,
  type Ownership,
  type PresenceSettings,
  type Source,
  SystemPresenceName,
  type UcUserPresence,
  type UserPresence
} from "@genesys-presence/models"
import { describe, expectTypeOf, it } from "@effect/vitest"
import type { DateTime, Schema } from "effect"

// Everything here is checked by the compiler; at run time these tests only show that nothing throws.

type Parameters<Name extends Contract.OperationName> = Operation.Parameters<Contract.Contract[Name]>
type Success<Name extends Contract.OperationName> = Operation.Success<Contract.Contract[Name]>

/** Stands for a function that takes a value of that type. */
const accept: <A>(value: A) => void = () => {}

describe("types of the contract", () => {
  it("a path's parameters are exactly its names in braces", () => {
    expectTypeOf<Parameters<"getUserPresence">>().toEqualTypeOf<{
      readonly userId: string
      readonly sourceId: string
    }>()
    expectTypeOf<Parameters<"deletePresenceSource">>().toEqualTypeOf<{ readonly sourceId: string }>()
    // @ts-expect-error both parameters are required
    accept<Parameters<"getUserPresence">>({ userId: "u-1" })
    // @ts-expect-error an id is text
    accept<Parameters<"getUserPresence">>({ userId: "u-1", sourceId: 2 })
  })

  it("three operations take no parameters", () => {
    type Without<Name extends Contract.OperationName> = [keyof Parameters<Name>] extends [never] ? Name : never
    type AllWithout = { [Name in Contract.OperationName]: Without<Name> }[Contract.OperationName]
    expectTypeOf<AllWithout>().toEqualTypeOf<
      "getPresenceSettings" | "getSystempresences" | "postNotificationsChannels"
    >()
  })

  it("parameters of the query are optional and may be undefined", () => {
    expectTypeOf<Parameters<"getPresencedefinitions">>().toEqualTypeOf<{
      readonly pageNumber?: number | undefined
      readonly pageSize?: number | undefined
      readonly deleted?: boolean | "ALL" | undefined
      readonly localeCode?: LocaleCode.LocaleCode | undefined
    }>()
    expectTypeOf<Parameters<"getUsersPresenceBulk">>().toEqualTypeOf<{
      readonly sourceId: string
      readonly id?: ReadonlyArray<string> | undefined
    }>()
    expectTypeOf<Parameters<"getPresenceSources">["deactivated"]>().toEqualTypeOf<boolean | undefined>()
    // @ts-expect-error only the older listing knows "ALL"
    accept<Parameters<"getPresenceSources">>({ deactivated: "ALL" })
    // @ts-expect-error ids come in a list
    accept<Parameters<"getUsersPresencesPurecloudBulk">>({ id: "u-1,u-2" })
  })

  it("a body is required where there is one", () => {
    expectTypeOf<Parameters<"patchUserPresence">>().toEqualTypeOf<{
      readonly userId: string
      readonly sourceId: string
      readonly body: UserPresence.UserPresenceRequest
    }>()
    expectTypeOf<Parameters<"putUsersPresencesBulk">>().toEqualTypeOf<{
      readonly body: ReadonlyArray<MutableUserPresence.MutableUserPresenceRequest>
    }>()
    // @ts-expect-error the body is missing
    accept<Parameters<"patchUserPresencesPurecloud">>({ userId: "u-1" })
    // @ts-expect-error a read takes no body
    accept<Parameters<"getPresenceSource">>({ sourceId: "s-1", body: {} })
  })

  it("an answer is the model of its family, and void for deletes", () => {
    expectTypeOf<Success<"getUserPresence">>().toEqualTypeOf<UserPresence.UserPresence>()
    expectTypeOf<Success<"getUsersPresenceBulk">>().toEqualTypeOf<ReadonlyArray<UcUserPresence.UcUserPresence>>()
    expectTypeOf<
      Success<"getPresenceDefinition">
    >().toEqualTypeOf<OrganizationPresenceDefinition.OrganizationPresenceDefinition>()
    expectTypeOf<Success<"getPresencedefinition">>().not.toEqualTypeOf<Success<"getPresenceDefinition">>()
    expectTypeOf<Success<"deletePresenceDefinition">>().toEqualTypeOf<void>()
    expectTypeOf<Success<"deletePresencedefinition">>().toEqualTypeOf<void>()
  })

  it("names of operations are the 27 and no other", () => {
    expectTypeOf<"getPresencedefinition" | "getPresenceDefinition">().toExtend<Contract.OperationName>()
    // @ts-expect-error a typo in a name
    accept<Contract.OperationName>("getUserPresences")
  })
})

describe("types of the models", () => {
  it("a schema's type is the interface of the same name", () => {
    expectTypeOf<Schema.Schema.Type<typeof UserPresence.UserPresence>>().toEqualTypeOf<UserPresence.UserPresence>()
    expectTypeOf<UserPresence.UserPresence["modifiedDate"]>().toEqualTypeOf<DateTime.Utc | undefined>()
  })

  it("enumerations accept any text, and only text", () => {
    accept<SystemPresenceName.SystemPresenceName>("On Queue")
    accept<LocaleCode.LocaleCode>("tlh")
    accept<Ownership.Ownership>("Partner")
    expectTypeOf<string>().toExtend<SystemPresenceName.SystemPresenceName>()
    // @ts-expect-error not text
    accept<SystemPresenceName.SystemPresenceName>(1)
    expectTypeOf(SystemPresenceName.normalize("on queue")).toEqualTypeOf<SystemPresenceName.SystemPresenceName>()
    // @ts-expect-error the known kinds are closed
    accept<SystemPresenceName.KnownSystemPresenceName>("Coffee")
  })

  it("a typo in what was read does not compile", () => {
    const settings: PresenceSettings.PresenceSettings = { requestingOffQueueEnabled: true }
    // @ts-expect-error no such field
    accept(settings.requestOffQueueEnabled)
    const presence: UserPresence.UserPresence = {}
    // @ts-expect-error no such field
    accept(presence.systemPresence)
    // @ts-expect-error fields are read-only
    presence.message = "changed"
    // @ts-expect-error a definition may be absent
    accept<object>(presence.presenceDefinition)
  })

  it("a literal with an unknown or read-only key is no request", () => {
    // @ts-expect-error a typo in a key
    accept<UserPresence.UserPresenceRequest>({ mesage: "Back at one" })
    // @ts-expect-error the service sets it
    accept<UserPresence.UserPresenceRequest>({ futurePresenceDefinition: { id: "d-1" } })
    // @ts-expect-error the service sets it
    accept<UserPresence.UserPresenceRequest>({ presenceDefinition: { id: "d-1", selfUri: "/" } })
    // @ts-expect-error the service sets it
    accept<Source.SourceRequest>({ id: "s-1", name: "Door sensor" })
  })

  it("a request holds what it must", () => {
    // @ts-expect-error the labels are required
    accept<OrganizationPresenceDefinition.OrganizationPresenceDefinitionRequest>({ systemPresence: "Meal" })
    // @ts-expect-error labels are text
    accept<OrganizationPresenceDefinition.OrganizationPresenceDefinitionRequest>({ languageLabels: { en: 1 } })
    // @ts-expect-error the name is required
    accept<Source.SourceRequest>({ description: "At the door" })
    // @ts-expect-error the user's id is required
    accept<MutableUserPresence.MutableUserPresenceRequest>({ message: "Back at one" })
    const presenceDefinition = { systemPresence: "Busy" } as const
    // @ts-expect-error the service needs the id of the definition
    accept<UserPresence.UserPresenceRequest>({ presenceDefinition })
    // @ts-expect-error in a bulk update too
    accept<MutableUserPresence.MutableUserPresenceRequest>({ id: "u-1", presenceDefinition })
    // @ts-expect-error all three settings of restoring are required
    accept<PresenceSettings.PresenceSettingsRequest>({ restorePresenceSettings: { enabled: true } })
  })

  it("undefined is absent in a request, null is not", () => {
    accept<UserPresence.UserPresenceRequest>({
      message: undefined,
      presenceDefinition: { id: "d-1", systemPresence: undefined }
    })
    // @ts-expect-error null is never sent
    accept<UserPresence.UserPresenceRequest>({ message: null })
    // @ts-expect-error required
    accept<Source.SourceRequest>({ name: undefined })
  })

  it("what was read can be sent", () => {
    // But for a presence whose definition has no id.
    expectTypeOf<UserPresence.UserPresence>().not.toExtend<UserPresence.UserPresenceRequest>()
    expectTypeOf<
      UserPresence.UserPresence & { readonly presenceDefinition: { readonly id: string } }
    >().toExtend<UserPresence.UserPresenceRequest>()
    expectTypeOf<PresenceSettings.PresenceSettings>().toExtend<PresenceSettings.PresenceSettingsRequest>()
    expectTypeOf<Source.Source>().toExtend<Source.SourceRequest>()
    expectTypeOf<Success<"getPresenceDefinition">>().toExtend<Parameters<"putPresenceDefinition">["body"]>()
    expectTypeOf<Success<"getPresencedefinition">>().toExtend<Parameters<"putPresencedefinition">["body"]>()
    expectTypeOf<Success<"getPresenceUserPrimarysource">>().toExtend<
      Parameters<"putPresenceUserPrimarysource">["body"]
    >()
  })
})
