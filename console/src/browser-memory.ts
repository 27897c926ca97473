import { useEffect, useState } from 'react';

/** Text kept under `key` by the browser; undefined where there is none or the browser keeps nothing. */
export function recall(storage: () => Storage, key: string): string | undefined {
  try {
    return storage().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps `text` under `key`, or forgets it when undefined. A browser that keeps nothing is not an error. */
export function remember(storage: () => Storage, key: string, text: string | undefined): void {
  try {
    if (text === undefined) storage().removeItem(key);
    else storage().setItem(key, text);
  } catch {
    return;
  }
}

/** Storage of this browser, across tabs and restarts. */
export const lasting = () => localStorage;
/** Storage of this tab, across reloads. */
export const ofThisTab = () => sessionStorage;

/** State that outlives the page in this browser. */
export function useRemembered(key: string, initial: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => recall(lasting, key) ?? initial);
  useEffect(() => remember(lasting, key, text), [key, text]);
  return [text, setText];
}

/** A fresh id of letters and digits. Made without `randomUUID`, which plain http offers on loopback only. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** The name under which this browser's operator decides, for the record. */
export const useOperator = (): string => useRemembered('recado.operator', '')[0].trim() || 'operator';
