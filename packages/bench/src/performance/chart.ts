/** Ratios as bars, in a picture that is readable on light and on dark pages. */

const width = 720
const labelWidth = 330
const barHeight = 22
const rowHeight = 30

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("`", "")

/** An SVG of horizontal bars; the longest is as long as there is room. */
export const chart = (title: string, bars: ReadonlyArray<readonly [label: string, value: number]>): string => {
  const longest = Math.max(...bars.map(([, value]) => value))
  const height = 44 + bars.length * rowHeight
  const rows = bars.map(([label, value], index) => {
    const y = 40 + index * rowHeight
    const length = ((width - labelWidth - 70) * value) / longest
    return [
      `<text x="${labelWidth - 10}" y="${y + 16}" text-anchor="end">${escape(label)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="3" fill="#4c8dd6"/>`,
      `<text x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 16}">${value.toFixed(2)} ×</text>`
    ].join("\n")
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">`,
    // Neither black nor white, so that it stands out from both.
    `<g font-family="system-ui, sans-serif" font-size="14" fill="#7d8590">`,
    `<text x="10" y="22" font-weight="600">${escape(title)}</text>`,
    ...rows,
    "</g>",
    "</svg>",
    ""
  ].join("\n")
}
