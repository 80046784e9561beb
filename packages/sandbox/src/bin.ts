#!/usr/bin/env node
/**
 * The program `genesys-presence-sandbox`: runs a sandbox until it is stopped.
 *
 * @since 0.1.0
 */
import { enableCompileCache } from "node:module"

// Compiling takes a good part of the start; from the second one on, Node finds what it made before.
enableCompileCache()

// Reading flags brings a library of its own, which a start without any does not wait for.
if (process.argv.length > 2) await import("./internal/commandLine.ts")
else await import("./internal/withoutFlags.ts")
