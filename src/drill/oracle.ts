/** Reference calls (shared/oracle): a folder of `<domain>.tools.json` and `<domain>.calls.jsonl`, read into scripts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from '../domain/assistant';
import { UsageError } from '../errors';
import { toAssistant } from './oracle-assistant';
import { oracleCall, oracleTools, type OracleCall, type OracleTools } from './oracle-shapes';
import { toScript } from './oracle-script';
import { type DrillScript, scriptFaults } from './script';

/** Reference calls, ready to be played. */
export interface Oracle {
  /** One per domain; its id, and the connection it works at, is the domain's name. */
  assistants: Assistant[];
  scripts: DrillScript[];
}

/** Reads a folder of reference calls. Throws `UsageError` with file and line. */
export function readOracle(folder: string): Oracle {
  const domains = domainsIn(folder).map((domain) => readDomain(folder, domain));
  const scripts = domains.flatMap((one) => one.scripts);
  const doubled = scripts.find(({ id }, index) => scripts.findIndex((other) => other.id === id) !== index);
  if (doubled) {
    throw new UsageError(
      `Two reference calls in ${folder} have the id "${doubled.id}" (signs count as dashes).`,
      'Give one of them another id.',
    );
  }
  return { assistants: domains.map((one) => one.assistant), scripts };
}

function domainsIn(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new UsageError(
      `There is no folder ${folder} with reference calls.`,
      'Name a folder with <domain>.tools.json and <domain>.calls.jsonl in it: --oracle ../shared/oracle.',
    );
  }
  const ending = '.tools.json';
  const domains = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  if (domains.length === 0) {
    throw new UsageError(
      `There are no reference calls in ${folder}.`,
      'Put <domain>.tools.json and <domain>.calls.jsonl there, or name another folder.',
    );
  }
  const wrong = domains.find((domain) => !/^[a-z][a-z0-9-]{0,40}$/.test(domain));
  if (wrong !== undefined) {
    throw new UsageError(
      `"${wrong}" cannot be the name of a domain.`,
      'Name the files in lower case letters, digits and dashes, such as airline.tools.json.',
    );
  }
  return domains.toSorted();
}

function readDomain(folder: string, domain: string): { assistant: Assistant; scripts: DrillScript[] } {
  const toolsFile = join(folder, `${domain}.tools.json`);
  const tools = parsed(oracleTools, readText(toolsFile), toolsFile);
  if (tools.domain !== domain) {
    throw new UsageError(
      `${toolsFile} is of the domain "${tools.domain}".`,
      `Name it ${tools.domain}.tools.json, or write "${domain}" into it.`,
    );
  }
  const callsFile = join(folder, `${domain}.calls.jsonl`);
  const calls = readText(callsFile)
    .split('\n')
    .map((text, index) => ({ text, where: `${callsFile}, line ${index + 1}` }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, where }) => checked(parsed(oracleCall, text, where), tools, where));
  const scripts = calls.map(({ call, where }) => soundScript(toScript(domain, call), where));
  return {
    assistant: toAssistant(
      tools,
      calls.map(({ call }) => call),
    ),
    scripts,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(
      `${file} cannot be read.`,
      'Each domain needs its .tools.json and its .calls.jsonl.',
    );
  }
}

function parsed<T>(
  schema: { safeParse(data: unknown): { success: true; data: T } | { success: false; error: Issues } },
  text: string,
  where: string,
): T {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new UsageError(
      `${where}: this is no JSON.`,
      'Correct it; each line of a .jsonl file is one object.',
    );
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(
    `${where}: ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not right'}.`,
    'Correct it; the README.md of shared/oracle says what may stand where.',
  );
}
type Issues = { issues: { path: PropertyKey[]; message: string }[] };

function checked(call: OracleCall, tools: OracleTools, where: string): { call: OracleCall; where: string } {
  for (const event of call.events) {
    if (!('tool' in event)) continue;
    const tool = tools.tools.find(({ name }) => name === event.tool);
    if (!tool || tool.kind !== event.kind) {
      throw new UsageError(
        `${where}: ${call.id} asks for ${event.tool} as ${event.kind}, which ${tools.domain}.tools.json does not have.`,
        'Add the tool there, or correct its name or kind in the call.',
      );
    }
  }
  return { call, where };
}

function soundScript(script: DrillScript, where: string): DrillScript {
  const [fault] = scriptFaults(script);
  if (fault === undefined) return script;
  throw new UsageError(`${where}: ${script.id}: ${fault}.`, 'Correct the call.');
}
