import type { Socket } from "node:net"
import type { Transport } from "../notifications/transport.ts"

const Opcode = { continuation: 0x0, text: 0x1 } as const

const final = 0x80

/** Lengths above 125 stand in the next two bytes, and above 65,535 in the next eight. */
const lengthBytes = (length: number): Uint8Array => {
  if (length < 126) return Uint8Array.of(length)
  const bytes = new DataView(new ArrayBuffer(length < 65_536 ? 3 : 9))
  if (length < 65_536) {
    bytes.setUint8(0, 126)
    bytes.setUint16(1, length)
  } else {
    bytes.setUint8(0, 127)
    bytes.setBigUint64(1, BigInt(length))
  }
  return new Uint8Array(bytes.buffer)
}

/** A text as the frames of one message; they may split a character. */
const framesOf = (text: string, count: number): Uint8Array => {
  const bytes = Buffer.from(text)
  const size = Math.max(1, Math.ceil(bytes.length / count))
  const starts = Array.from({ length: count }, (_, index) => index * size)
  return Buffer.concat(
    starts.flatMap((start, index) => {
      const part = bytes.subarray(start, start + size)
      const opcode = index === 0 ? Opcode.text : Opcode.continuation
      return [Uint8Array.of(index === count - 1 ? opcode | final : opcode), lengthBytes(part.length), part]
    })
  )
}

/** The connection of a request, past what speaks WebSocket on it. */
export const tcpTransport = (socket: Socket): Transport => ({
  drop: () => socket.destroy(),
  pause: () => socket.pause(),
  sendInFrames: (text, frames) => socket.write(framesOf(text, frames))
})
