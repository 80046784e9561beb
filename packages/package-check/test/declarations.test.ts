import { describe, expect, it } from "vitest"
import { exportedNames, lostTypes } from "../src/declarations.ts"

describe("the declarations of a library on a package", () => {
  it.each([
    "export declare const read: any;",
    "export declare const read: Effect.Effect<string, any>;",
    'export declare const read: import("some-package/internal/json").Json;',
    'export declare const read: import("./node_modules/some-package/dist/json.ts").Json;'
  ])("have lost a type: %s", (line) => {
    expect(lostTypes(`import type { Effect } from "effect";\n${line}\n`)).toEqual([line])
  })

  it("may name public modules", () => {
    expect(lostTypes('export declare const many: import("some-package/Json").Json;')).toEqual([])
  })
})

describe("the names that a module exports", () => {
  it("are those of its namespaces, classes and types", () => {
    const declarations = [
      'export * as Region from "./Region.js";',
      'export { Client, type Options as ClientOptions, type Service, } from "./Client.js";'
    ]
    expect(exportedNames(declarations.join("\n"))).toEqual(["Region", "Client", "ClientOptions", "Service"])
  })
})
