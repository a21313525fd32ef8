/**
 * Bytes of a text file, whatever wrote it, as words: UTF-16 is known by its byte-order mark; what is neither that nor
 * UTF-8 is Windows-1252, as sheets are saved in on Windows. The server reads files in the same way (convert/decode.c).
 */
export function decodeText(bytes: Uint8Array): string {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  if (mark) return new TextDecoder(mark).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
