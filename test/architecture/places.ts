/** The table of who may import what (values; `import type` is free), and the names that grow into attics. */

/** A place in the tree and what its files may import by value. The first place that fits a file counts. */
export interface Place {
  /** A folder, a file without its ending, or `folder/*` for the files directly in it. */
  at: string;
  /** Places of ours, written like `at`; its own files are always allowed. */
  ours: string[];
  /** Packages by name, `@scope/*`, or `*` for any but `@temporalio/*`. Each must be listed in package.json. */
  packages: string[];
  /** Whether Node's own modules are allowed. */
  node: boolean;
}

const words = ['src/domain', 'src/language'];
const base = 'src/*';
/** How webhooks are signed and checked; it knows no system but the carrier, whose own check it uses. */
const schemes = 'src/webhook-schemes';
/** Names on the wire; they hold no workflow. */
const messages = [
  'workflows/messages',
  'workflows/ids',
  'workflows/search-attributes',
  'workflows/call-attributes',
];

export const places: Place[] = [
  { at: 'src/index', ours: ['src'], packages: ['*'], node: true },
  {
    at: 'src/config',
    ours: [
      ...words,
      base,
      'src/channels/email/settings',
      'src/channels/twilio/settings',
      'src/speech/settings',
    ],
    packages: ['*'],
    node: true,
  },
  { at: 'src/connections-file', ours: [...words, base, schemes], packages: ['*'], node: true },
  { at: 'src/notify-settings', ours: [...words, base, schemes], packages: ['*'], node: true },
  { at: base, ours: words, packages: ['*'], node: true },
  {
    at: schemes,
    ours: [...words, base, 'src/channels/twilio/signature', 'src/channels/twilio/form'],
    packages: ['*'],
    node: true,
  },
  { at: 'src/domain', ours: words, packages: ['zod'], node: false },
  { at: 'src/language', ours: words, packages: ['zod'], node: false },
  { at: 'src/agent', ours: [...words, base], packages: ['*'], node: true },
  { at: 'src/audio', ours: [...words, base], packages: ['*'], node: true },
  { at: 'src/speech', ours: [...words, base, 'src/audio'], packages: ['*'], node: true },
  { at: 'src/connectors', ours: [...words, base, schemes], packages: ['*'], node: true },
  { at: 'src/channels', ours: [...words, base], packages: ['*'], node: true },
  { at: 'src/sandbox', ours: [...words, base, schemes], packages: ['*'], node: true },
  { at: 'src/store', ours: [...words, base], packages: ['*'], node: true },
  { at: 'src/line', ours: [...words, base, 'src/audio', 'src/speech'], packages: ['*'], node: true },
  {
    at: 'src/gateway',
    ours: [
      ...words,
      base,
      ...messages,
      schemes,
      'src/store',
      'src/line',
      'src/connectors',
      'src/channels',
      'src/agent/assistants',
    ],
    packages: ['*', '@temporalio/client', '@temporalio/common'],
    node: true,
  },
  { at: 'src/phone', ours: [...words, base, 'src/audio'], packages: ['*'], node: true },
  { at: 'src/drill', ours: ['src', ...messages], packages: ['*', '@temporalio/*'], node: true },
  {
    at: 'src/worker',
    ours: ['src', 'activities', ...messages],
    packages: ['*', '@temporalio/*'],
    node: true,
  },
  { at: 'src/cli', ours: ['src', 'activities', ...messages], packages: ['*', '@temporalio/*'], node: true },
  {
    at: 'activities',
    ours: [...words, base, 'src/connectors/connector', 'src/agent'],
    packages: ['@temporalio/activity', '@temporalio/common'],
    node: false,
  },
  { at: 'workflows', ours: words, packages: ['@temporalio/workflow', '@temporalio/common'], node: false },
  { at: 'console/*', ours: ['src/gateway/shapes'], packages: ['*'], node: true },
  { at: 'console', ours: ['src/gateway/shapes'], packages: ['*'], node: false },
  { at: 'bench', ours: ['src', 'activities', ...messages], packages: ['*', '@temporalio/*'], node: true },
];

/** What a workflow may reach, however many files lie between. */
export const reachOfWorkflows = ['@temporalio/workflow', '@temporalio/common'];

/** Names without a noun; where such files exist, they grow. */
export const attics = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'shared', 'misc', 'lib'];
