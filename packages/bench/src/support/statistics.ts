/** How figures are summed up and written. */

/** The middle one: a run that something else disturbed does not move it. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The value that the given share of all values, from 0 to 1, does not exceed. */
export const quantile = (values: ReadonlyArray<number>, share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN

export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`

export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`

export const perSecond = (value: number): string => `${Math.round(value)}/s`

export const microseconds = (value: number): string => `${value.toFixed(1)} µs`

/** The median ratio, with the lowest and the highest. */
export const spread = (ratios: ReadonlyArray<number>): string =>
  `${times(median(ratios))} (${times(Math.min(...ratios))} to ${times(Math.max(...ratios))})`
