/**
 * What the reference model is asked and how it answers.
 */
import type { PresenceContract } from "@genesys-presence/models"

/** Parsed JSON that the model only hands on. */
export type Json = { readonly [key: string]: unknown }

/** One call of an operation; `input` holds path, query and body, all under the names of the contract. */
export interface Command {
  readonly operation: PresenceContract.OperationName
  readonly input: Input
}

/** Of an error the status and the field that is complained about, of a success the status and the body. */
export type Outcome =
  | { readonly status: number; readonly field: string | undefined }
  | { readonly status: number; readonly body: unknown }

export type Labels = { readonly [locale: string]: string }

/** Path, query and body of all operations. */
export type Input = {
  readonly definitionId?: string
  readonly presenceId?: string
  readonly sourceId?: string
  readonly userId?: string
  readonly localeCode?: string
  readonly divisionId?: string
  readonly deactivated?: boolean
  readonly deleted?: boolean | "ALL"
  readonly pageSize?: number
  readonly pageNumber?: number
  /** With commas between the ids. */
  readonly id?: string
  readonly body?: Body | ReadonlyArray<Body>
}

/** The fields of the bodies that the commands send. */
export interface Body {
  readonly name?: string
  readonly type?: string
  readonly primary?: boolean
  readonly languageLabels?: Labels
  readonly systemPresence?: string
  readonly divisionId?: string
  readonly deactivated?: boolean
  readonly description?: string
  readonly sourceId?: string
  readonly source?: string
  readonly registered?: boolean
  readonly id?: string
  readonly presenceDefinition?: { readonly id?: string }
  readonly message?: string
  readonly later?: unknown
  readonly restorePresenceSettings?: Json
  readonly requestingOffQueueEnabled?: boolean
  readonly defaultPrimaryPresenceRegisteredSourceId?: string
}

/** What carries out an operation; `newId` is the id that the sandbox gave to what it created. */
export type Handler = (input: Input, newId: string) => Outcome

/** Some of the operations. */
export type Handlers<Name extends PresenceContract.OperationName> = { readonly [K in Name]: Handler }

export const ok = (body: unknown, status = 200): Outcome => ({ status, body })

export const refused = (status: number, field?: string): Outcome => ({ status, field })

// Only the bulk write has several.
export const bodyOf = ({ body = {} }: Input): Body => (Array.isArray(body) ? {} : (body as Body))
