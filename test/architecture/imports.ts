/** What a source file imports, read from its syntax tree. */
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { parseSync } from '@swc/core';

/** One import that is there when the program runs; imports of types alone are left out. */
export interface ValueImport {
  /** As it is written. */
  specifier: string;
  /** The file it leads to, the package's name, `node:<name>`, or undefined where it leads nowhere. */
  target: string | undefined;
  kind: 'file' | 'package' | 'node' | 'nowhere';
}

/** A file, what it imports by value, and the names of the functions it exports. */
export interface Source {
  path: string;
  imports: ValueImport[];
  exportedFunctions: string[];
}

/** Parses all files and resolves their imports among themselves. Paths are relative to the project, with `/`. */
export function readSources(files: ReadonlyMap<string, string>): Map<string, Source> {
  return new Map([...files].map(([path, text]) => [path, readSource(path, text, files)]));
}

function readSource(path: string, text: string, files: ReadonlyMap<string, string>): Source {
  const { specifiers, exportedFunctions } = parsed(path, text);
  return { path, exportedFunctions, imports: specifiers.map((specifier) => resolve(path, specifier, files)) };
}

interface Parsed {
  specifiers: string[];
  exportedFunctions: string[];
}

/** Each test plants a file or two among the same hundreds. */
const parsedBefore = new Map<string, Parsed>();

function parsed(path: string, text: string): Parsed {
  const key = `${path}\0${text}`;
  const before = parsedBefore.get(key);
  if (before) return before;
  const tree = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2022' });
  const specifiers: string[] = [];
  const exportedFunctions: string[] = [];
  visit(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) specifiers.push(specifier);
    exportedFunctions.push(...functionsExportedBy(node));
  });
  const now = { specifiers, exportedFunctions };
  parsedBefore.set(key, now);
  return now;
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, seen);
  } else if (isNode(value)) {
    seen(value);
    for (const child of Object.values(value)) visit(child, seen);
  }
}

/** The specifier of a node that imports a value; `import('x')` and `require('x')` count, `import type` does not. */
function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration': {
      const specifiers = nodesIn(node.specifiers);
      const onlyTypes =
        specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true);
      return node.typeOnly === true || onlyTypes ? undefined : textOf(node.source);
    }
    case 'ExportAllDeclaration':
      return node.typeOnly === true ? undefined : textOf(node.source);
    case 'TsImportEqualsDeclaration':
      return node.isTypeOnly !== true && isNode(node.moduleRef)
        ? textOf(node.moduleRef.expression)
        : undefined;
    case 'CallExpression':
      return importsWhenCalled(node.callee) ? (textOf(firstArgument(node)) ?? '<computed>') : undefined;
    default:
      return undefined;
  }
}

const importsWhenCalled = (callee: unknown): boolean =>
  isNode(callee) &&
  (callee.type === 'Import' || (callee.type === 'Identifier' && callee.value === 'require'));

const firstArgument = (call: Node): unknown => nodesIn(call.arguments)[0]?.expression;

const textOf = (literal: unknown): string | undefined =>
  isNode(literal) && literal.type === 'StringLiteral' ? String(literal.value) : undefined;

function functionsExportedBy(node: Node): string[] {
  if (node.type !== 'ExportDeclaration' || !isNode(node.declaration)) return [];
  const { declaration } = node;
  if (declaration.type === 'FunctionDeclaration') return [nameOf(declaration.identifier)];
  return nodesIn(declaration.declarations)
    .filter(
      ({ init }) =>
        isNode(init) && ['ArrowFunctionExpression', 'FunctionExpression'].includes(String(init.type)),
    )
    .map(({ id }) => nameOf(id));
}

const nameOf = (identifier: unknown): string => (isNode(identifier) ? String(identifier.value) : '?');

function resolve(from: string, specifier: string, files: ReadonlyMap<string, string>): ValueImport {
  if (specifier.startsWith('.')) {
    const path = join(dirname(from), specifier);
    const target = [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`, path].find((candidate) =>
      files.has(candidate),
    );
    if (target) return { specifier, target, kind: 'file' };
    const isAsset = /\.(css|svg|json)$/.test(path);
    return { specifier, target: isAsset ? path : undefined, kind: isAsset ? 'file' : 'nowhere' };
  }
  const bare = specifier.replace(/^node:/, '');
  if (specifier !== bare || builtinModules.includes(bare))
    return { specifier, target: `node:${bare}`, kind: 'node' };
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return { specifier, target: name, kind: 'package' };
}
