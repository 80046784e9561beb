import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { runCommandLine } from "./commandLine.ts"
import { teardown } from "./running.ts"

// An error of the command line has been told in its line; a command that failed has told its own.
NodeRuntime.runMain(runCommandLine(process.argv.slice(2)), { teardown, disableErrorReporting: true })
