/** The folder of a bench's installation: its assistant, its settings, its logs. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { assistantId, greeting } from './talk';

/** The simulator's account. */
export const account = {
  TWILIO_ACCOUNT_SID: `AC${'5'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a-simulated-auth-token-0000000000',
};

const assistant = {
  id: assistantId,
  name: 'Banco de pruebas',
  tenant: 'bench',
  language: 'es',
  zone: 'Europe/Madrid',
  greeting,
  person: { team: 'bench', withinHours: 1 },
  tickets: 'cases',
  errands: [
    {
      ...{ name: 'report', verb: 'createTicket', title: 'avisar de algo' },
      description: 'The caller reports something.',
      when: ['avisar de algo'],
      ticket: { category: 'other', team: 'bench', due: { hours: 24 } },
      fields: [
        { name: 'details', kind: 'text', fills: 'description', label: 'lo que pasa', ask: '¿Qué pasa?' },
      ],
    },
  ],
};

/** Makes it; the caller removes it. */
export function makeHome(): { home: string; logs: string } {
  const home = mkdtempSync(join(tmpdir(), 'recado-bench-phone-'));
  const [agents, logs] = [join(home, 'agents'), join(home, 'logs')];
  mkdirSync(agents);
  mkdirSync(logs);
  writeFileSync(join(agents, 'bench.yaml'), stringify(assistant));
  writeFileSync(join(home, 'recado.yaml'), stringify({ connections: { cases: { system: 'register' } } }));
  return { home, logs };
}

/** What a process needs to know to be this installation. `data`: a folder below `home` of its own. */
export function environmentOf(
  home: string,
  data: string,
  port: number,
  { speechEnv, modelUrl, model }: { speechEnv: Record<string, string>; modelUrl: string; model: string },
): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  mkdirSync(join(home, data), { recursive: true });
  return {
    ...{ PATH, HOME, TMPDIR },
    ...account,
    ...speechEnv,
    LOG_LEVEL: 'warn',
    RECADO_HOME: join(home, data),
    RECADO_CONFIG: join(home, 'recado.yaml'),
    RECADO_AGENTS: join(home, 'agents'),
    RECADO_PORT: `${port}`,
    RECADO_PUBLIC_URL: `http://127.0.0.1:${port}`,
    RECADO_SECRET: 'a bench’s secret',
    OPENAI_API_KEY: 'stand-in',
    OPENAI_BASE_URL: modelUrl,
    OPENAI_MODEL: model,
  };
}
