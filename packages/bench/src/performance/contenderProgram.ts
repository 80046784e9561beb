/**
 * One contender in a process of its own, as in the program of somebody who uses it: what is compiled for one is not
 * spoilt by the others. It does what it is told, and tells what came of it.
 */
import { quantile } from "../support/statistics.ts"
import { contenderOf } from "./contenders.ts"
import { rateOf } from "./rate.ts"
import type { Latency, Order } from "./remoteContender.ts"

const [, , name = "", baseUrl = ""] = process.argv
const contender = contenderOf(name, baseUrl)

const latencyOf = async (concurrency: number, calls: number): Promise<Latency> => {
  const taken: Array<number> = []
  await contender.timed(concurrency, calls, (micros) => taken.push(micros))
  return { p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) }
}

const carryOut = (order: Order): Promise<unknown> => {
  if (order.do === "rate") return rateOf(contender, order.concurrency, order.milliseconds)
  return order.do === "latency" ? latencyOf(order.concurrency, order.calls) : contender.once()
}

process.on("message", (order: Order) => {
  void carryOut(order).then((result) => process.send?.(result))
})
