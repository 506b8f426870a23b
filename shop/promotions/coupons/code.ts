/** Gives so many random bytes. */
export type RandomBytes = (count: number) => Uint8Array

/** 32 signs that nobody takes for one another: no 0 and O, no 1 and I. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Signs of a generated code: 50 bits, so that guessing one of 10,000 takes a hundred milliard tries. */
export const CODE_LENGTH = 10

/** A code of the first `CODE_LENGTH` bytes given, five bits each. */
export const codeOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join('')

/** A coupon's code as it is stored: case, spaces and dashes do not matter, nor does the width of a letter. */
export const normalCode = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]+/gu, '')

/** In two halves, as it is easier to read out; a code that a person chose stays as it is. */
export const readableCode = (code: string): string =>
  code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) && /\d/.test(code)
    ? `${code.slice(0, 5)}-${code.slice(5)}`
    : code
