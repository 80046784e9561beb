import { maxErrorBytes } from "../errors/excerpt.ts"

/** It keeps nothing from one body to the next, since each is decoded at once and to its end. */
const decoder = new TextDecoder()

/** A list of more pieces may take a hundred times as much memory as they hold. */
const maxPieces = 1024

const joined = (pieces: ReadonlyArray<Uint8Array>): Uint8Array => {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.byteLength
  }
  return all
}

/** A body that comes in pieces, such as a server may send of one byte each. A body of one piece is not copied. */
export class CollectedBody {
  readonly #blocks: Array<Uint8Array> = []
  #pieces: Array<Uint8Array> = []
  /** How many bytes may still come; fewer than none when more came. */
  #room: number

  constructor(maxBytes: number) {
    this.#room = maxBytes
  }

  /** Whether more came than may come. */
  get truncated(): boolean {
    return this.#room < 0
  }

  add(piece: Uint8Array): void {
    if (this.truncated) return
    this.#pieces.push(piece.subarray(0, this.#room))
    this.#room -= piece.byteLength
    if (this.#pieces.length === maxPieces) {
      this.#blocks.push(joined(this.#pieces))
      this.#pieces = []
    }
  }

  /** What came, as text; of a body that is too long only as much of its beginning as an error keeps. */
  text(): string {
    const [only] = this.#pieces
    if (only !== undefined && this.#pieces.length + this.#blocks.length === 1 && !this.truncated)
      return decoder.decode(only)
    let left = this.truncated ? maxErrorBytes : Infinity
    let text = ""
    for (const block of [...this.#blocks, ...this.#pieces]) {
      text += decoder.decode(block.subarray(0, left), { stream: true })
      left = Math.max(0, left - block.byteLength)
    }
    return text + decoder.decode()
  }
}
