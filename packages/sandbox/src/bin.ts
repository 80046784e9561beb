#!/usr/bin/env node
/**
 * The program `genesys-presence-sandbox`: runs a sandbox until it is stopped.
 *
 * @since 0.1.0
 */
import * as module from "node:module"

/** What Effect needs. npm only warns of an older one, which would end with the name of something that it has not. */
const isRecent = ([major = 0, minor = 0]: ReadonlyArray<number>): boolean => major > 22 || (major === 22 && minor >= 19)

if (isRecent(process.versions.node.split(".").map(Number))) {
  // Compiling takes a good part of the start; from the second one on, Node finds what it made before.
  module.enableCompileCache()
  // Reading flags brings a library of its own, which a start without any does not wait for.
  await (process.argv.length > 2
    ? import("./internal/program/withFlags.ts")
    : import("./internal/program/withoutFlags.ts"))
} else {
  process.stderr.write(`The sandbox needs Node 22.19 or later; this is ${process.versions.node}.\n`)
  process.exitCode = 1
}
