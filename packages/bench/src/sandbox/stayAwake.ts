/**
 * Keeps this process from sleeping between events, until the returned function is called.
 *
 * To wake a client that sleeps costs a server up to half as much as all its own work for an answer. Only a server that
 * is slower than its client pays it, so that two servers would be compared by how far apart they are from the client.
 */
export const stayAwake = (): (() => void) => {
  let isAwake = true
  const turn = (): void => {
    if (isAwake) setImmediate(turn)
  }
  turn()
  return () => {
    isAwake = false
  }
}
