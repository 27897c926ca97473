/** A file of sound that instructions name: fetched from the gateway, and read. */
import { readWav } from '../audio/wav';
import type { Reach } from './reach';
import { pathOf, WebhookError } from './webhook';

const patienceMs = 5000;

/** How long it plays, in milliseconds. Throws `WebhookError` for what a carrier could not play. */
export async function soundFileMs(reach: Reach, url: string): Promise<number> {
  const [address = url] = reach.candidates(url);
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) }).catch(() => undefined);
  const type = response?.headers.get('content-type') ?? '';
  if (!response?.ok || !/^audio\/(x-)?wav$/.test(type))
    throw new WebhookError(`${pathOf(url)} is no sound (${response?.status ?? 'no answer'}, ${type})`);
  const { rate, channels } = readWav(new Uint8Array(await response.arrayBuffer()));
  return ((channels[0]?.length ?? 0) / rate) * 1000;
}
