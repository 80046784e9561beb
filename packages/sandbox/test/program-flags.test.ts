import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { run, runHere, startHere } from "./runProgram.ts"

/** A file with the given content, for as long as the test runs. */
const file = Effect.fnUntraced(function* (content: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const path = yield* fileSystem.makeTempFileScoped()
  yield* fileSystem.writeFileString(path, content)
  return path
})

const seed = JSON.stringify({
  users: [{ id: "ada", name: "Ada" }],
  presences: [{ userId: "ada", definitionId: "31fe3bac-dea6-44b7-bed7-47f91660a1a0", message: "seeded" }]
})

const faults = JSON.stringify([{ operation: "getSystempresences", fault: { kind: "errorStatus", status: 503 } }])

/** A command that logs in, makes a call, and prints what came. */
const command = (path: string) => [
  process.execPath,
  "--input-type=module",
  "--eval",
  `const { env } = process
   const form = { grant_type: "client_credentials", client_id: env.GENESYS_CLOUD_CLIENT_ID, client_secret: env.GENESYS_CLOUD_CLIENT_SECRET }
   const { access_token } = await (await fetch(env.GENESYS_CLOUD_LOGIN_URL + "/oauth/token", { method: "POST", body: new URLSearchParams(form) })).json()
   const answer = await fetch(env.GENESYS_CLOUD_API_URL + "${path}", { headers: { authorization: "Bearer " + access_token } })
   console.log(answer.status, await answer.text())
   process.exit(answer.ok ? 0 : 3)`
]

/** Logs in at a program and makes a call. */
const call = (variables: ReadonlyMap<string, string>, path: string) =>
  Effect.promise(async () => {
    const variable = (name: string): string => variables.get(`GENESYS_CLOUD_${name}`) ?? ""
    const login = await fetch(`${variable("LOGIN_URL")}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: variable("CLIENT_ID"),
        client_secret: variable("CLIENT_SECRET")
      })
    })
    // What a login answers.
    const { access_token } = (await login.json()) as { readonly access_token: string }
    const answer = await fetch(`${variable("API_URL")}${path}`, {
      headers: { authorization: `Bearer ${access_token}` }
    })
    return { status: answer.status, text: await answer.text() }
  })

// Some start a process, which takes its time on a busy machine.
describe("the program", { timeout: 30_000 }, () => {
  it.live("runs a command against a seeded sandbox and logs its requests", () =>
    Effect.gen(function* () {
      const path = "/api/v2/users/ada/presences/purecloud"
      const { exitCode, stderr, stdout } = yield* run([
        "--seed",
        yield* file(seed),
        "--log",
        "--exec",
        "--",
        ...command(path)
      ])
      assert.strictEqual(exitCode, 0, stderr)
      assert.include(stdout, "seeded")
      assert.match(stderr, /^200 POST \/oauth\/token \S+\n200 GET \/api\/v2\/users\/ada\/presences\/purecloud \S+\n$/)
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  it.live("ends with the exit code of the command, which sees the faults of a file", () =>
    Effect.gen(function* () {
      const { exitCode, stdout } = yield* run([
        "--faults",
        yield* file(faults),
        "--exec",
        "--",
        ...command("/api/v2/systempresences")
      ])
      assert.strictEqual(exitCode, 3)
      assert.match(stdout, /^503 /)
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  it.live("limits requests and takes its time when it is told to", () =>
    Effect.gen(function* () {
      const { variables } = yield* startHere("--rate-limit", "0", "--latency", "1-5")
      assert.strictEqual((yield* call(variables, "/api/v2/systempresences")).status, 429)
    }).pipe(Effect.scoped)
  )

  it.live("keeps its seed when it is reset, and gives it to scopes", () =>
    Effect.gen(function* () {
      const { variables } = yield* startHere("--seed", yield* file(seed))
      const url = variables.get("GENESYS_CLOUD_API_URL") ?? ""
      const state = (prefix: string) =>
        Effect.promise(() => fetch(`${url}${prefix}/control/state`).then((response) => response.text()))
      yield* Effect.promise(() => fetch(`${url}/control/reset`, { method: "POST" }))
      assert.include(yield* state(""), "seeded")
      assert.include(yield* state("/scopes/a"), "seeded")
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  it.live("has the OAuth client that it is told, with its permissions", () =>
    Effect.gen(function* () {
      const id = "6f1b8f0e-7e53-4a5e-9d3c-2f3f5a1d0c11"
      const permission = "presence:source:view"
      const client = ["--client-id", id, "--client-secret", "s3cret"]
      const { variables } = yield* startHere(...client, "--client-permissions", permission)
      assert.strictEqual(variables.get("GENESYS_CLOUD_CLIENT_ID"), id)
      assert.strictEqual(variables.get("GENESYS_CLOUD_CLIENT_SECRET"), "s3cret")
      assert.strictEqual((yield* call(variables, "/api/v2/presence/sources")).status, 200)
      const powerless = yield* startHere(...client, "--client-permissions", "none")
      const refused = yield* call(powerless.variables, "/api/v2/presence/sources")
      assert.strictEqual(refused.status, 403)
      assert.include(refused.text, permission)
    }).pipe(Effect.scoped)
  )

  it.live("lets pages of the origins that it is told use the API", () =>
    Effect.gen(function* () {
      const { variables } = yield* startHere("--cors", "http://a.test, http://b.test", "--client-rate-limit", "3000")
      const response = yield* Effect.promise(() =>
        fetch(`${variables.get("GENESYS_CLOUD_API_URL")}/api/v2/systempresences`, {
          headers: { origin: "http://b.test" }
        })
      )
      assert.strictEqual(response.headers.get("access-control-allow-origin"), "http://b.test")
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  const refused = Effect.fnUntraced(function* (flags: ReadonlyArray<string>, line: RegExp) {
    const { exitCode, stderr } = yield* runHere(...flags)
    assert.strictEqual(exitCode, 1, flags.join(" "))
    assert.match(stderr.trimEnd(), line)
    assert.strictEqual(stderr.trimEnd().split("\n").length, 1, stderr)
  })

  const wrongFiles: ReadonlyArray<readonly [flag: string, content: string, line: RegExp]> = [
    ["--seed", "{", /^--seed \S+: the file is not JSON$/],
    ["--seed", `{"users":[{"id":1}]}`, /^--seed \S+: users\[0\]\.id: /],
    ["--seed", `{"presences":[{"userId":"x","definitionId":"y"}]}`, /^--seed: presences\[0\]\.userId/],
    [
      "--faults",
      `[{"operation":"*","fault":{"kind":"x"}}]`,
      /^--faults \S+: \[0\]\.fault\.kind: There is no fault "x"\. The kinds are errorStatus, .*, topicRejected$/
    ]
  ]
  for (const [flag, content, line] of wrongFiles) {
    it.live(`says in one line what is wrong with ${content} as ${flag}`, () =>
      Effect.flatMap(file(content), (path) => refused([flag, path], line)).pipe(
        Effect.scoped,
        Effect.provide(NodeServices.layer)
      )
    )
  }

  const wrongFlags: ReadonlyArray<readonly [flags: ReadonlyArray<string>, line: RegExp]> = [
    [["--seed", "/nowhere/seed.json"], /^--seed \/nowhere\/seed\.json: the file cannot be read$/],
    [["--latency", "soon"], /--latency/],
    [["--client-permissions", "presence:all"], /--client-permissions.*presence:source:view/],
    [["--exec"], /^--exec needs a command after --$/],
    [["--", "ls"], /^ls: a command needs --exec before it/],
    [["--exec", "--", "no-such-command"], /^The command cannot be run: /],
    [["--host", "192.0.2.1"], /192\.0\.2\.1/]
  ]
  for (const [flags, line] of wrongFlags) {
    it.live(`says in one line what is wrong with ${flags.join(" ")}`, () =>
      Effect.provide(refused(flags, line), NodeServices.layer)
    )
  }

  it.live("prints the variables for another shell", () =>
    Effect.gen(function* () {
      const { lines } = yield* startHere("--shell", "powershell", "--client-secret", "it's $HOME")
      assert.strictEqual(lines.at(-1), "$env:GENESYS_CLOUD_CLIENT_SECRET = 'it''s $HOME'")
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  it.live("prints a control token when others can reach it", () =>
    Effect.gen(function* () {
      const { lines } = yield* startHere("--host", "0.0.0.0")
      assert.isTrue(lines.some((line) => /^The control token is \S+$/.test(line)))
    }).pipe(Effect.scoped)
  )
})
