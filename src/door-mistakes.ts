/** What a shape cannot see in `apiKeys` and `notify`: names used twice, names of nothing, keys written out. */
import { z } from 'zod';
import { apiKeyFixes, type apiKeyWish } from './api-keys';
import type { FileMistake } from './delivery-mistakes';
import { notifyFixes, type NotifyEndpoint } from './notify-settings';

interface Written {
  connections: Record<string, unknown>;
  apiKeys: z.infer<typeof apiKeyWish>[];
  notify: NotifyEndpoint[];
}

/** The first mistake; undefined where there is none. */
export function doorMistake({ connections, apiKeys, notify }: Written): FileMistake | undefined {
  const stranger = apiKeys.flatMap(({ connections: names = [] }, at) =>
    names
      .filter((name) => !Object.hasOwn(connections, name))
      .map((name) => ({
        path: ['apiKeys', at, 'connections'],
        text: `there is no connection ${name}.`,
        fix: apiKeyFixes['connections'] ?? '',
      })),
  )[0];
  return twice('apiKeys', apiKeys, apiKeyFixes) ?? twice('notify', notify, notifyFixes) ?? stranger;
}

function twice(
  list: string,
  entries: { name: string }[],
  fixes: Record<string, string>,
): FileMistake | undefined {
  const at = entries.findIndex(({ name }, index) => entries.slice(0, index).some((one) => one.name === name));
  if (at < 0) return undefined;
  return { path: [list, at, 'name'], text: 'this name is there already.', fix: fixes['name'] ?? '' };
}

const raw = z.object({ apiKeys: z.array(z.looseObject({ key: z.string().optional() })).optional() });
const byName = /^\$\{[A-Z][A-Z0-9_]*\}$/;

/** Where the file as it is written, before names are filled in, holds a key itself. */
export function keyInClear(written: unknown): FileMistake | undefined {
  const keys = raw.safeParse(written).data?.apiKeys ?? [];
  const at = keys.findIndex(({ key }) => key !== undefined && !byName.test(key));
  if (at < 0) return undefined;
  const text = 'a key itself must not be written in this file.';
  return { path: ['apiKeys', at, 'key'], text, fix: apiKeyFixes['key'] ?? '' };
}
