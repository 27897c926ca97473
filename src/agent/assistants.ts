import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Assistant } from '../domain/assistant';
import { UnknownName, UsageError } from '../errors';
import { type AssistantFile, readAssistantFile } from './assistant-file';
import { notAmong } from './mistakes';

/** The assistants of a folder, checked. */
export interface Assistants {
  /** Throws `UsageError` naming those there are. */
  get(id: string): Assistant;
  /** In the order of their files' names. */
  list(): Assistant[];
}

/**
 * Reads every `*.yaml` of a folder. Throws one `UsageError` that names all mistakes of all files, each with file and
 * line. `connections` are the names under `connections` of `recado.yaml`; without them names are not checked.
 */
export function loadAssistants(folder: string, connections?: ReadonlySet<string>): Assistants {
  const files = yamlFiles(folder).map((file) => readAssistantFile(file, connections));
  const faults = [...files, ...doubledIds(files)].filter((file) => 'mistakes' in file);
  if (faults.length > 0) {
    throw new UsageError(
      faults
        .map(({ file, mistakes }) => [`${file}:`, ...mistakes.map((line) => `  ${line}`)].join('\n'))
        .join('\n'),
      'Correct those lines. docs/assistant.schema.json says what may stand where.',
    );
  }
  return assistantsOf(files.flatMap((file) => ('assistant' in file ? [file.assistant] : [])));
}

/** The port over assistants that are already in hand. */
export function assistantsOf(all: readonly Assistant[]): Assistants {
  const byId = new Map(all.map((assistant) => [assistant.id, assistant]));
  return {
    get(id) {
      const found = byId.get(id);
      if (found) return found;
      throw new UnknownName(
        notAmong(`There is no assistant "${id}".`, id, byId.keys()),
        `Use one of: ${[...byId.keys()].join(', ')}.`,
      );
    },
    list: () => [...byId.values()],
  };
}

function yamlFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new UsageError(
      `There is no folder ${folder} with assistants.`,
      'Run recado from its folder, or set RECADO_AGENTS to the folder of the assistants.',
    );
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).toSorted();
  if (files.length === 0) {
    throw new UsageError(
      `There is no assistant in ${folder}.`,
      'Put at least one file like agents/town-hall.es.yaml there, or set RECADO_AGENTS to another folder.',
    );
  }
  return files.map((name) => join(folder, name));
}

function doubledIds(files: readonly AssistantFile[]): AssistantFile[] {
  const first = new Map<string, string>();
  return files.flatMap((file) => {
    if (!('assistant' in file)) return [];
    const { id } = file.assistant;
    const before = first.get(id);
    if (before === undefined) first.set(id, file.file);
    return before === undefined
      ? []
      : [
          {
            file: file.file,
            mistakes: [
              `line ${file.idLine}: id: "${id}" is taken by ${basename(before)}. Give one of them another id.`,
            ],
          },
        ];
  });
}
