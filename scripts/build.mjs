/**
 * `npm run build`: the sources to dist/, the console to dist/console, the workflows to dist/workflow-bundle.js.
 * Says nothing when all went well. What did not change since the last build is not built again.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, runTool } from './run.mjs';

const at = (...path) => join(root, ...path);
const require = createRequire(import.meta.url);

/** Every file under the paths, in order; a path that is not there has none. */
function filesUnder(paths, wanted = () => true) {
  return paths.flatMap((path) => {
    const stats = statSync(at(path), { throwIfNoEntry: false });
    if (!stats) return [];
    if (!stats.isDirectory()) return wanted(path) ? [path] : [];
    const names = readdirSync(at(path)).filter((name) => name !== 'node_modules');
    return filesUnder(
      names.sort().map((name) => join(path, name)),
      wanted,
    );
  });
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(at(file)))
      .update('\0');
  return hash.digest('hex');
}

function write(path, content) {
  // Renamed into place, so that a process starting meanwhile never reads half a file.
  const next = `${at(path)}.${process.pid}`;
  writeFileSync(next, content);
  renameSync(next, at(path));
}

/** Runs `make` unless `output` is there and was made from the same inputs. */
async function unlessSame(name, inputs, output, make) {
  const stamp = `dist/.${name}.sha256`;
  const digest = digestOf(inputs);
  if (existsSync(at(output)) && existsSync(at(stamp)) && readFileSync(at(stamp), 'utf8') === digest) {
    return { ok: true, output: '' };
  }
  // What fails half way must not pass for what was built before.
  rmSync(at(stamp), { force: true });
  const result = await make();
  if (result.ok) write(stamp, digest);
  return result;
}

function compile() {
  const inputs = filesUnder([
    'src',
    'workflows',
    'activities',
    'bench',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ]);
  return unlessSame('sources', inputs, 'dist/src', () => {
    // The compiler's own record believes in files that somebody may have removed by hand.
    if (!existsSync(at('dist/src'))) rmSync(at('dist/.tsbuildinfo'), { force: true });
    return runTool('tsc', ['--pretty', 'false', '-p', 'tsconfig.build.json']);
  });
}

function buildConsole() {
  const config = 'console/vite.config.ts';
  if (!existsSync(at(config))) return { ok: true, output: '' };
  const inputs = filesUnder([
    'console',
    'src/gateway/shapes.ts',
    'src/store/records.ts',
    'src/domain',
    'package-lock.json',
  ]);
  return unlessSame('console', inputs, 'dist/console/index.html', () =>
    runTool('vite', ['build', '--config', config, '--logLevel', 'warn']),
  );
}

function bundleWorkflows() {
  const isCode = (path) => path.endsWith('.js');
  const inputs = filesUnder(
    ['dist/workflows', 'dist/src/domain', 'dist/src/language', 'package-lock.json'],
    (path) => isCode(path) || path === 'package-lock.json',
  );
  return unlessSame('workflows', inputs, 'dist/workflow-bundle.js', async () => {
    const workflowsPath = at('dist/workflows/index.js');
    if (!existsSync(workflowsPath)) return { ok: false, output: 'There is no workflows/index.ts to bundle.' };
    const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
    const said = [];
    const logger = new DefaultLogger('WARN', ({ message }) => said.push(message));
    try {
      const { code } = await bundleWorkflowCode({ workflowsPath, logger });
      write('dist/workflow-bundle.js', code);
      return { ok: true, output: '' };
    } catch (error) {
      return { ok: false, output: [...said, error.message].join('\n') };
    }
  });
}

mkdirSync(at('dist'), { recursive: true });
const sources = compile().then(async (compiled) => ({
  compiled,
  bundled: compiled.ok ? await bundleWorkflows() : undefined,
}));
const [{ compiled, bundled }, built] = await Promise.all([sources, buildConsole()]);

for (const [name, result] of Object.entries({ sources: compiled, console: built, workflows: bundled })) {
  if (!result || result.ok) continue;
  console.error(`The build of the ${name} failed:\n${result.output}\n`);
  process.exitCode = 1;
}
