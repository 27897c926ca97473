import { ofThisTab, recall, remember } from './browser-memory';

const name = 'recado.key';

/** The key of the API, where this tab was given one; only a gateway that listens beyond this machine asks for it. */
export const currentKey = (): string | undefined => recall(ofThisTab, name);

/** Keeps the key until this tab is closed. */
export const keepKey = (key: string): void => remember(ofThisTab, name, key);

/** Subprotocols by which a socket carries the key, since browsers set no headers there. */
export const socketProtocols = (): string[] => {
  const key = currentKey();
  return key === undefined ? [] : ['recado', `bearer.${key}`];
};
