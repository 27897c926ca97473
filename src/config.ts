/** The environment and `recado.yaml`, parsed once at each process's door. Secrets come only from the environment or files. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ConnectionsFile, readConnections } from './connections-file';
import { type MailSettings, readMailSettings } from './channels/email/settings';
import { readTwilioSettings, type TwilioSettings } from './channels/twilio/settings';
import { UsageError } from './errors';
import { type SpeechSettings, speechSettingsOf } from './speech/settings';

const port = z.coerce.number().int().min(1).max(65535);
const optionalText = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional();

const environment = z.object({
  RECADO_HOME: z.string().default('.recado'),
  RECADO_CONFIG: z.string().default('recado.yaml'),
  RECADO_AGENTS: z.string().default('agents'),
  RECADO_HOST: z.string().default('127.0.0.1'),
  RECADO_PORT: port.default(8790),
  RECADO_SANDBOX_PORT: port.default(8791),
  RECADO_TEMPORAL_PORT: port.default(7233),
  RECADO_TEMPORAL_UI_PORT: port.default(8233),
  RECADO_API_KEY: optionalText,
  RECADO_TASK_QUEUE: z.string().default('recado'),
  RECADO_SECRET: optionalText,
  TEMPORAL_ADDRESS: optionalText,
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_URL: optionalText,
  DATABASE_URL: optionalText,
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: optionalText,
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});

/** Everything a process needs to know, from environment and file. Paths are absolute. */
export interface Config extends ConnectionsFile {
  /** Data folder: database, Temporal's file, sandbox ledger, secrets, pid files. */
  home: string;
  /** Folder of the assistants' YAML files. */
  agents: string;
  configFile: string;
  host: string;
  port: number;
  sandboxPort: number;
  apiKey: string | undefined;
  /** Key of the HMACs that stand for phone numbers. */
  secret: string;
  taskQueue: string;
  temporal: {
    /** `host:port`, where the worker and the gateway connect. */
    address: string;
    /** True where `TEMPORAL_ADDRESS` was set: the server is not ours to start. */
    external: boolean;
    namespace: string;
    port: number;
    uiPort: number;
    uiUrl: string;
  };
  /** PostgreSQL's address, or undefined for PGlite in `home`. */
  databaseUrl: string | undefined;
  openai: { apiKey: string | undefined; baseUrl: string | undefined; model: string } | undefined;
  /** The telephone: undefined where no Twilio account is set. */
  twilio: TwilioSettings | undefined;
  /** The server that takes our e-mail: undefined where none is set. */
  mail: MailSettings | undefined;
  speech: SpeechSettings;
  logLevel: string;
}

/** Reads and checks everything. Throws `UsageError` naming the variable or the line and what to write instead. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(
      `${issue?.path.join('.')}: ${issue?.message}`,
      `Correct or unset ${issue?.path.join('.')}.`,
    );
  }
  const e = parsed.data;
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(e.RECADO_HOST);
  if (!loopback && !e.RECADO_API_KEY) {
    throw new UsageError(
      `RECADO_HOST is ${e.RECADO_HOST}, which others can reach, but no RECADO_API_KEY is set.`,
      'Set RECADO_API_KEY to a long random text (openssl rand -hex 32), or leave RECADO_HOST at 127.0.0.1.',
    );
  }
  const configFile = resolve(e.RECADO_CONFIG);
  return {
    home: resolve(e.RECADO_HOME),
    agents: resolve(e.RECADO_AGENTS),
    configFile,
    host: e.RECADO_HOST,
    port: e.RECADO_PORT,
    sandboxPort: e.RECADO_SANDBOX_PORT,
    apiKey: e.RECADO_API_KEY,
    secret: e.RECADO_SECRET ?? 'recado-development-only',
    taskQueue: e.RECADO_TASK_QUEUE,
    temporal: {
      address: e.TEMPORAL_ADDRESS ?? `127.0.0.1:${e.RECADO_TEMPORAL_PORT}`,
      external: e.TEMPORAL_ADDRESS !== undefined,
      namespace: e.TEMPORAL_NAMESPACE,
      port: e.RECADO_TEMPORAL_PORT,
      uiPort: e.RECADO_TEMPORAL_UI_PORT,
      uiUrl: e.TEMPORAL_UI_URL ?? `http://127.0.0.1:${e.RECADO_TEMPORAL_UI_PORT}`,
    },
    databaseUrl: e.DATABASE_URL,
    openai:
      e.OPENAI_API_KEY || e.OPENAI_BASE_URL
        ? { apiKey: e.OPENAI_API_KEY, baseUrl: e.OPENAI_BASE_URL, model: e.OPENAI_MODEL }
        : undefined,
    twilio: readTwilioSettings(env),
    mail: readMailSettings(env),
    speech: speechSettingsOf(env),
    logLevel: e.LOG_LEVEL,
    ...readConnections(configFile, env),
  };
}
