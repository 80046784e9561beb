import { maxErrorBytes } from "./excerpt.ts"

/** Where smaller pieces are copied to. */
const blockBytes = 16 * 1024

/** A piece that is kept as it came: smaller ones take more memory than they hold. */
const largePiece = 4 * 1024

/** For a body in one piece: it keeps nothing from one to the next. */
const wholeDecoder = new TextDecoder()

/**
 * A body that comes in pieces.
 *
 * Small pieces are copied together: a list of them would take a hundred times as much memory when a server sends one
 * byte a piece. A body of one piece, as most are, is not copied.
 */
export class CollectedBody {
  readonly #maxBytes: number
  readonly #blocks: Array<Uint8Array> = []
  #open: Uint8Array | undefined
  #used = 0
  #length = 0
  #truncated = false

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Whether more came than may come. */
  get truncated(): boolean {
    return this.#truncated
  }

  add(piece: Uint8Array): void {
    if (this.#truncated) return
    const room = this.#maxBytes - this.#length
    const fitting = piece.byteLength > room ? piece.subarray(0, room) : piece
    this.#truncated = piece.byteLength > room
    this.#length += fitting.byteLength
    if (this.#blocks.length === 0 || fitting.byteLength >= largePiece) this.#keep(fitting)
    else this.#copy(fitting)
  }

  /** What came, as text; of a body that is too long only as much of its beginning as an error keeps. */
  text(): string {
    this.#close()
    const [first, second] = this.#blocks
    if (first === undefined) return ""
    if (second === undefined && !this.#truncated) return wholeDecoder.decode(first)
    const decoder = new TextDecoder()
    let left = this.#truncated ? maxErrorBytes : this.#length
    let text = ""
    for (const block of this.#blocks) {
      if (left <= 0) break
      text += decoder.decode(block.byteLength > left ? block.subarray(0, left) : block, { stream: true })
      left -= block.byteLength
    }
    return text + decoder.decode()
  }

  #keep(piece: Uint8Array): void {
    this.#close()
    this.#blocks.push(piece)
  }

  #copy(piece: Uint8Array): void {
    if (this.#open === undefined || this.#used + piece.byteLength > this.#open.byteLength) {
      this.#close()
      this.#open = new Uint8Array(blockBytes)
    }
    this.#open.set(piece, this.#used)
    this.#used += piece.byteLength
  }

  #close(): void {
    if (this.#open !== undefined) this.#blocks.push(this.#open.subarray(0, this.#used))
    this.#open = undefined
    this.#used = 0
  }
}
