/**
 * The worker of the examples, with two switches in the query. `later` lets seconds pass. `leave` answers at once, so that
 * the runtime drops what the request has started.
 */
import worker from "../../src/worker.ts"

let ahead = 0
const millis = performance.now.bind(performance)
Object.defineProperty(performance, "now", { value: () => millis() + ahead })

export default {
  fetch: async (request: Request, env: Readonly<Record<string, string>>): Promise<Response> => {
    const { searchParams } = new URL(request.url)
    ahead += Number(searchParams.get("later") ?? 0) * 1000
    const response = worker.fetch(request, env)
    return searchParams.has("leave") ? new Response("left") : response
  }
}
