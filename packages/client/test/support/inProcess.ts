import { Sandbox } from "@genesys-presence/sandbox"
import { Layer } from "effect"
import { sandboxClient } from "./sandboxClient.ts"

/** A client of a sandbox in its own process, on the clock of the test; and the sandbox. */
export const inProcess = (options?: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  sandboxClient().pipe(Layer.provideMerge(Sandbox.layerInProcess(options)))
