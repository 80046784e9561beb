import type { Progress, TransportRequest } from "../PresenceTransport.ts"

/**
 * A number that a policy keeps for each call, whatever the policies above it repeat: without it, a retry that comes
 * through a policy again would start to count anew.
 */
export class PerCall {
  readonly #values = new WeakMap<Progress, number>()
  get({ progress }: TransportRequest): number {
    return this.#values.get(progress) ?? 0
  }
  add({ progress }: TransportRequest, amount: number): void {
    this.#values.set(progress, (this.#values.get(progress) ?? 0) + amount)
  }
}
