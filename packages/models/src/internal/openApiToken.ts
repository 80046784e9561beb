import type { Components, Operation } from "../OpenApi.ts"

/** Where the login gives out access tokens. */
export const tokenPath = "/oauth/token"

/** The models of the login, which are none of the API's. */
export const tokenSchemas: Components["schemas"] = {
  AccessToken: {
    type: "object",
    properties: {
      access_token: { type: "string" },
      token_type: { type: "string", examples: ["bearer"] },
      expires_in: { type: "integer" }
    },
    required: ["access_token", "token_type", "expires_in"]
  },
  TokenError: {
    type: "object",
    properties: {
      error: { type: "string", examples: ["invalid_client", "invalid_request", "unsupported_grant_type"] },
      description: { type: "string" },
      error_description: { type: "string" }
    },
    required: ["error"]
  }
}

const json = (schema: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } })

/** The request for an access token; the client's credentials come in the `Basic` header or in the form. */
export const tokenOperation: Operation = {
  operationId: "postOauthToken",
  summary: "postOauthToken",
  tags: ["oauth"],
  parameters: [],
  security: [{ basic: [] }, {}],
  requestBody: {
    required: true,
    content: {
      "application/x-www-form-urlencoded": {
        schema: {
          type: "object",
          properties: {
            grant_type: { type: "string", const: "client_credentials" },
            client_id: { type: "string" },
            client_secret: { type: "string" }
          },
          required: ["grant_type"]
        }
      }
    }
  },
  responses: {
    "200": { description: "OK", content: json("AccessToken") },
    "400": { description: "Bad Request", content: json("TokenError") },
    "413": { $ref: "#/components/responses/ContentTooLarge" }
  }
}
