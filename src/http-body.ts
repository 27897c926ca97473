const LIMIT_BYTES = 2 * 1024 * 1024;

/** Reads an answer's body as text, at most 2 MB; undefined where it is larger. Rejects when it is cut off. */
export async function readBody(response: Response): Promise<string | undefined> {
  if (!response.body) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the stream, so a huge answer is not downloaded to its end.
  for await (const piece of response.body) {
    size += piece.byteLength;
    if (size > LIMIT_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
