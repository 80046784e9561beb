import * as Data from "effect/Data"

/** The codes that the sandbox puts into error bodies. Each belongs to one HTTP status. */
export const ErrorCode = {
  badRequest: "bad.request",
  invalidQueryParameter: "invalid.query.param.value",
  invalidValue: "invalid.value",
  constraintValidation: "constraint.validation",
  authenticationRequired: "authentication.required",
  badCredentials: "bad.credentials",
  credentialsExpired: "credentials.expired",
  missingPermissions: "missing.permissions",
  missingAnyPermissions: "missing.any.permissions",
  unauthorizedTopic: "notification.unauthorized.topic",
  notFound: "not.found",
  methodNotAllowed: "method.not.allowed",
  conflict: "general.conflict",
  contentTooLarge: "request.entity.too.large",
  unsupportedMediaType: "unsupported.media.type",
  tooManyRequests: "too.many.requests.retry.after",
  internalServerError: "internal.server.error"
} as const

const statuses = {
  [ErrorCode.badRequest]: 400,
  [ErrorCode.invalidQueryParameter]: 400,
  [ErrorCode.invalidValue]: 400,
  [ErrorCode.constraintValidation]: 400,
  [ErrorCode.authenticationRequired]: 401,
  [ErrorCode.badCredentials]: 401,
  [ErrorCode.credentialsExpired]: 401,
  [ErrorCode.missingPermissions]: 403,
  [ErrorCode.missingAnyPermissions]: 403,
  [ErrorCode.unauthorizedTopic]: 403,
  [ErrorCode.notFound]: 404,
  [ErrorCode.methodNotAllowed]: 405,
  [ErrorCode.conflict]: 409,
  [ErrorCode.contentTooLarge]: 413,
  [ErrorCode.unsupportedMediaType]: 415,
  [ErrorCode.tooManyRequests]: 429,
  [ErrorCode.internalServerError]: 500
} as const

/** A code that stands in an error body. */
export type ErrorCode = keyof typeof statuses

/** Why a request gets an error answer. */
export class Refusal extends Data.TaggedError("Refusal")<{
  readonly code: ErrorCode
  readonly message: string
  /** The parameter or the part of the body that is wrong, such as `presenceDefinition.id`. */
  readonly field?: string
  readonly messageParams?: { readonly [name: string]: string }
  readonly headers?: { readonly [name: string]: string }
}> {
  get status(): number {
    return statuses[this.code]
  }
}

/** Refuses a request because of one part of it, which the message names. */
export const invalidField = (code: ErrorCode, field: string, reason: string): Refusal =>
  new Refusal({ code, field, message: `${field}: ${reason}` })

/** Refuses a request to something that is not there. */
export const notFound = (entity: string, id: string): Refusal =>
  new Refusal({ code: ErrorCode.notFound, message: `There is no ${entity} with the id ${id}`, messageParams: { id } })

/** Refuses a request that would make two things clash. */
export const conflict = (field: string, reason: string): Refusal => invalidField(ErrorCode.conflict, field, reason)
