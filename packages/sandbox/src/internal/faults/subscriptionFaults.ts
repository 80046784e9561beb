import type { SubscriptionFault } from "../../ChannelFault.ts"
import type { Subscription } from "../notifications/subscriptions.ts"

const permission = "directory:user:view"

/** Whether a fault is for a topic. */
const isFor = ({ topic }: SubscriptionFault, id: string): boolean => topic === undefined || id.includes(topic)

/** Whether a fault is for one of some topics. */
export const isForSome =
  (subscriptions: ReadonlyArray<Subscription>) =>
  (fault: SubscriptionFault): boolean =>
    subscriptions.some(({ id }) => isFor(fault, id))

/** The topics of a request, with the fault that one of them has. */
export const withSubscriptionFault = (
  fault: SubscriptionFault,
  subscriptions: ReadonlyArray<Subscription>
): ReadonlyArray<Subscription> => {
  const faulty = subscriptions.find(({ id }) => isFor(fault, id))
  if (faulty === undefined) return subscriptions
  if (fault.kind === "topicMissing") return subscriptions.filter((subscription) => subscription !== faulty)
  const { id } = faulty
  const reason = fault.reason ?? `The user does not have permission "${permission}" required for topic "${id}"`
  const rejected: Subscription = {
    id,
    permitted: [],
    refused: [{ topic: id, reason, missingPermissions: [permission] }]
  }
  return subscriptions.map((subscription) => (subscription === faulty ? rejected : subscription))
}
