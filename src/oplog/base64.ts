/* Bytes as text: texts' updates in operations, keys and signatures. */
export { fromBase64, toBase64 } from 'lib0/buffer';
