/** Finds what breaks the rules of the layout in a set of sources. */
import { posix } from 'node:path';
import { readSources, type Source, type ValueImport } from './imports';
import { attics, type Place, places, reachOfWorkflows } from './places';

/** The packages of package.json: those a user installs, and those only a developer has. */
export interface Packages {
  installed: string[];
  development: string[];
}

type Sources = ReadonlyMap<string, Source>;

/** Every breach as one line: the file, what it does, and which rule forbids it. */
export function findBreaches(files: ReadonlyMap<string, string>, packages: Packages): string[] {
  const sources = readSources(files);
  return [
    ...[...sources.values()].flatMap((source) => breachesOfTable(source, packages)),
    ...[...sources.values()].flatMap(breachesOfShapes),
    ...breachesOfSystems(sources),
    ...breachesOfWorkflows(sources),
    ...findCycles(sources),
    ...[...sources.keys()].flatMap(breachesOfNames),
  ];
}

const withoutEnding = (path: string): string => path.replace(/\.tsx?$/, '');

function fits(path: string, at: string): boolean {
  if (at.endsWith('/*')) return posix.dirname(path) === at.slice(0, -2);
  return withoutEnding(path) === at || path.startsWith(`${at}/`);
}

const placeOf = (path: string): Place | undefined => places.find(({ at }) => fits(path, at));

function breachesOfTable(source: Source, packages: Packages): string[] {
  const place = placeOf(source.path);
  if (!place) return [`${source.path} lies in no place of the table`];
  return source.imports.flatMap((found) => {
    const fault = faultOf(found, place, packages);
    return fault ? [`${source.path} imports ${found.specifier}: ${fault}`] : [];
  });
}

function faultOf({ kind, target }: ValueImport, place: Place, packages: Packages): string | undefined {
  if (kind === 'nowhere' || target === undefined)
    return 'it leads to no file (imports are relative and literal)';
  if (kind === 'node') return place.node ? undefined : `${place.at} has no use of Node's modules`;
  if (kind === 'file') {
    return [place.at, ...place.ours].some((at) => fits(target, at))
      ? undefined
      : `not allowed in ${place.at}`;
  }
  if (!place.packages.some((pattern) => matchesPackage(target, pattern))) return `not allowed in ${place.at}`;
  const forDevelopers = ['console', 'console/*', 'bench'].includes(place.at);
  const listed = forDevelopers ? [...packages.installed, ...packages.development] : packages.installed;
  return listed.includes(target) ? undefined : 'package.json does not list it as a dependency';
}

function matchesPackage(name: string, pattern: string): boolean {
  if (pattern === '*') return !name.startsWith('@temporalio/');
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Workflows bundle rules; a schema beside a rule would bring all of zod into the bundle. */
function breachesOfShapes({ path, imports, exportedFunctions }: Source): string[] {
  const hasShapes = imports.some(({ target }) => target === 'zod');
  if (!/^src\/(domain|language)\//.test(path) || !hasShapes || exportedFunctions.length === 0) return [];
  return [`${path} holds shapes (zod) and rules (${exportedFunctions.join(', ')}) in one file`];
}

const connectors = 'src/connectors/';
/** The first part of a connector's path: one file, or one folder, for each system. */
const unitOf = (path: string): string => withoutEnding(path.slice(connectors.length).split('/')[0] ?? '');

/** A system is what defines a connector. */
function breachesOfSystems(sources: Sources): string[] {
  const ofConnectors = [...sources.values()].filter(({ path }) => path.startsWith(connectors));
  const defines = ({ imports }: Source) =>
    imports.some(({ target }) => target === `${connectors}connector.ts`);
  const isRegistry = ({ path }: Source) => unitOf(path) === 'registry';
  const systems = new Set(
    ofConnectors.filter((s) => defines(s) && !isRegistry(s)).map(({ path }) => unitOf(path)),
  );
  return ofConnectors.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => target?.startsWith(connectors) && unitOf(target) !== unitOf(path))
      .filter(({ target }) => systems.has(unitOf(path)) && systems.has(unitOf(target ?? '')))
      .map(({ specifier }) => `${path} imports ${specifier}: a system's connector never imports another's`),
  );
}

function breachesOfWorkflows(sources: Sources): string[] {
  const starts = [...sources.keys()].filter((path) => path.startsWith('workflows/'));
  const trails = new Map(starts.map((path) => [path, [path]]));
  const found = new Map<string, string>();
  // A Map goes on over what is added while it is walked, so this visits all that can be reached.
  for (const [path, trail] of trails) {
    for (const { kind, target } of sources.get(path)?.imports ?? []) {
      if (kind === 'file' && target && !trails.has(target)) trails.set(target, [...trail, target]);
      const isForeign = kind === 'node' || (kind === 'package' && !reachOfWorkflows.includes(target ?? ''));
      if (isForeign && target) found.set(target, `workflows reach ${target} by ${trail.join(' → ')}`);
    }
  }
  return [...found.values()];
}

function findCycles(sources: Sources): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      cycles.push(`imports go round: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    for (const { kind, target } of sources.get(path)?.imports ?? []) {
      if (kind === 'file' && target) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) walk(path, []);
  return cycles;
}

function breachesOfNames(path: string): string[] {
  const parts = withoutEnding(path).split('/');
  const attic = parts.find((part) => attics.includes(part));
  if (attic) return [`${path}: “${attic}” names no thing; name the file for the noun it holds`];
  const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(parts.at(-1) ?? '');
  return isKebab ? [] : [`${path}: file names are kebab-case`];
}
