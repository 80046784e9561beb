import { Clock, Context, Duration, Effect, type Exit, type Fiber, Random, type Scheduler } from "effect"

interface Sleep {
  readonly at: number
  readonly order: number
  readonly wake: () => void
}

const isBefore = (one: Sleep, other: Sleep) => one.at < other.at || (one.at === other.at && one.order < other.order)

/**
 * A clock whose time passes whenever nothing else can happen, for many runs a second: it has no real timer, and sleeps
 * wake in their order.
 */
export class VirtualTime {
  /** Milliseconds. */
  now = 0
  /** How far the wall clock is ahead of the monotonic one, in milliseconds. */
  wallOffset = 0
  private order = 0
  private readonly sleeps = new Set<Sleep>()
  private tasks: Array<() => void> = []

  private readonly sleep = (millis: number): Effect.Effect<void> =>
    Effect.callback((resume) => {
      const sleep: Sleep = { at: this.now + millis, order: this.order++, wake: () => resume(Effect.void) }
      this.sleeps.add(sleep)
      return Effect.sync(() => this.sleeps.delete(sleep))
    })

  private readonly nanos = () => BigInt(Math.round(this.now * 1e6))

  private readonly wall = () => this.now + this.wallOffset

  private readonly wallNanos = () => BigInt(Math.round(this.wall() * 1e6))

  private readonly clock: Clock.Clock = {
    currentTimeMillisUnsafe: this.wall,
    currentTimeMillis: Effect.sync(this.wall),
    currentTimeNanosUnsafe: this.wallNanos,
    currentTimeNanos: Effect.sync(this.wallNanos),
    monotonicTimeNanosUnsafe: this.nanos,
    monotonicTimeNanos: Effect.sync(this.nanos),
    sleep: (duration) => this.sleep(Duration.toMillis(duration))
  }

  /** A scheduler that lets a fiber yield whenever it is told to, in the order of the fibers. */
  private scheduler(shouldYield: () => boolean): Scheduler.Scheduler {
    return {
      executionMode: "sync",
      shouldYield,
      makeDispatcher: () => ({
        scheduleTask: (task) => void this.tasks.push(task),
        flush: () => this.drain()
      })
    }
  }

  /**
   * A scheduler that lets a fiber yield once, at its n-th step. It goes on when so much time has passed; `onYield` is
   * called before that, when nothing else is left to do.
   */
  yieldingAt(step: number, pause: number, onYield: () => void): Scheduler.Scheduler & { readonly hasYielded: boolean } {
    let steps = 0
    let hasYielded = false
    let isPaused = false
    const scheduler = this.scheduler(() => {
      if (hasYielded || ++steps < step) return false
      hasYielded = true
      isPaused = true
      return true
    })
    return {
      ...scheduler,
      get hasYielded() {
        return hasYielded
      },
      makeDispatcher: () => ({
        scheduleTask: (task): void => {
          if (!isPaused) {
            this.tasks.push(task)
            return
          }
          isPaused = false
          this.sleeps.add({ at: this.now, order: this.order++, wake: onYield })
          this.sleeps.add({ at: this.now + pause, order: this.order++, wake: task })
        },
        flush: () => this.drain()
      })
    }
  }

  private drain() {
    while (this.tasks.length > 0) {
      const tasks = this.tasks
      this.tasks = []
      for (const task of tasks) task()
    }
  }

  private next(): Sleep | undefined {
    let first: Sleep | undefined
    for (const sleep of this.sleeps) if (first === undefined || isBefore(sleep, first)) first = sleep
    return first
  }

  /** How many fibers sleep. */
  get sleeping(): number {
    return this.sleeps.size
  }

  /** Starts an effect without letting time pass; its fibers yield at the steps that `shouldYield` chooses. */
  fork<A, E>(
    effect: Effect.Effect<A, E>,
    random: () => number,
    shouldYield: () => boolean = () => false
  ): Fiber.Fiber<A, E> {
    const context = Context.make(Clock.Clock, this.clock).pipe(
      Context.add(Random.Random, { nextDoubleUnsafe: random, nextIntUnsafe: () => Math.floor(random() * 2 ** 31) })
    )
    const fiber = Effect.runForkWith(context)(effect, { scheduler: this.scheduler(shouldYield) })
    this.drain()
    return fiber
  }

  /** Interrupts a fiber, and lets it clean up. */
  interrupt(fiber: Fiber.Fiber<unknown, unknown>) {
    fiber.interruptUnsafe()
    this.drain()
  }

  /** Lets time pass up to a moment. */
  advanceTo(moment: number) {
    for (let sleep = this.next(); sleep !== undefined && sleep.at <= moment; sleep = this.next()) {
      this.now = Math.max(this.now, sleep.at)
      this.sleeps.delete(sleep)
      sleep.wake()
      this.drain()
    }
    this.now = Math.max(this.now, Number.isFinite(moment) ? moment : this.now)
  }

  /** Lets time pass until a fiber is done. */
  join<A, E>(fiber: Fiber.Fiber<A, E>): Exit.Exit<A, E> | undefined {
    for (let exit = fiber.pollUnsafe(); ; exit = fiber.pollUnsafe()) {
      if (exit !== undefined) return exit
      const sleep = this.next()
      if (sleep === undefined) return undefined
      this.advanceTo(sleep.at)
    }
  }
}
