/** recado.yaml, the environment, the assistants, the keys. */
import { existsSync } from 'node:fs';
import { loadAssistants } from '../../agent/assistants';
import type { Config } from '../../config';
import { openConnector } from '../../connectors/registry';
import { UsageError } from '../../errors';
import { isOpenToOthers, readSecrets, secretsPath } from '../secrets';
import { type Check, fault, ok, type Patient, warn } from './check';

/** Looks at everything a person writes. `broken` is why the configuration does not load. */
export function checkSettings(patient: Patient, broken: UsageError | undefined): Check[] {
  const { config } = patient;
  if (broken) return [fault('configuration', broken.message, broken.fix), ...checkSecrets(patient)];
  if (!config) return checkSecrets(patient);
  return [
    ok('configuration', config.configFile),
    ...Object.entries(config.connections).map(([name, settings]) => checkConnection(name, settings)),
    checkAssistants(config),
    ...checkSecrets(patient),
    checkModel(config),
    checkApiKey(config),
  ];
}

function checkConnection(name: string, settings: Config['connections'][string]): Check {
  const what = `connection ${name}`;
  // Our own agenda and register have no settings; they live in the store.
  if (settings.system === 'agenda') return ok(what, 'our own agenda');
  if (settings.system === 'register') return ok(what, 'our own case register');
  return guarded(what, () => {
    openConnector(name, settings);
    return settings.system;
  });
}

function checkAssistants(config: Config): Check {
  return guarded('assistants', () => {
    const found = loadAssistants(config.agents, new Set(Object.keys(config.connections)));
    return found
      .list()
      .map(({ id, language }) => `${id} (${language})`)
      .join(', ');
  });
}

function checkSecrets({ home }: Patient): Check[] {
  const path = secretsPath(home);
  if (!existsSync(path)) return [ok('secrets', 'made at the first start')];
  try {
    const names = Object.keys(readSecrets(home));
    if (isOpenToOthers(path)) {
      return [fault('secrets', `others on this machine can read ${path}`, `Run chmod 600 ${path}.`)];
    }
    return [ok('secrets', `${names.length} in ${path}`)];
  } catch (error) {
    if (error instanceof UsageError) return [fault('secrets', error.message, error.fix)];
    throw error;
  }
}

function checkModel({ openai }: Config): Check {
  if (!openai) return ok('model', 'scripted; set OPENAI_API_KEY or OPENAI_BASE_URL for a language model');
  if (openai.baseUrl !== undefined && !URL.canParse(openai.baseUrl)) {
    return fault(
      'model',
      `OPENAI_BASE_URL is no address: ${openai.baseUrl}`,
      'Write it like https://host/v1, or unset it.',
    );
  }
  if (openai.apiKey === undefined) {
    return ok('model', `${openai.model} at ${openai.baseUrl ?? ''}, without a key`);
  }
  return ok('model', `${openai.model}, key present`);
}

const shortestKey = 16;

function checkApiKey({ apiKey, host }: Config): Check {
  if (apiKey === undefined) return ok('API key', `none needed on ${host}`);
  if (apiKey.length >= shortestKey) return ok('API key', 'set');
  return warn(
    'API key',
    `RECADO_API_KEY has ${apiKey.length} characters`,
    'Take a longer one: openssl rand -hex 32.',
  );
}

function guarded(name: string, look: () => string): Check {
  try {
    return ok(name, look());
  } catch (error) {
    if (error instanceof UsageError) return fault(name, error.message, error.fix);
    throw error;
  }
}
