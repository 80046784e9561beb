/** Time that passes faster than real time, the same in every process. */
import { type Clock, Duration, Effect } from "effect"

const realNow = (): number => performance.timeOrigin + performance.now()

/** Both times are the same at `epoch`, in milliseconds since 1970; from then on this one is `speed` times as fast. */
export const makeFastClock = (epoch: number, speed: number): Clock.Clock => {
  const millis = () => epoch + (realNow() - epoch) * speed
  const nanos = () => BigInt(Math.round(millis() * 1e6))
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Effect.callback((resume) => {
        const timer = setTimeout(() => resume(Effect.void), Duration.toMillis(duration) / speed)
        return Effect.sync(() => clearTimeout(timer))
      })
  }
}
