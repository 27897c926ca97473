/** Static checks of the production-like set: no Docker engine is needed, and none is assumed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import * as searchAttributes from '../workflows/search-attributes';

const root = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()).min(1),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()),
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      start_period: z.string(),
    })
    .optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.string(),
});
const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.unknown()),
});

const text = read('docker-compose.yml');
const compose = composeFile.parse(parse(text, { merge: true }));
const services = Object.entries(compose.services);
const examples = new Map(
  [...read('deploy/.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);
const withoutComments = text.replace(/^\s*#.*$/gm, '');
const variables = [...withoutComments.matchAll(/\$\{([A-Z_]+)(:[?-])([^}]*)\}/g)].map(
  ([, name = '', mark = '', rest = '']) => ({ name, isRequired: mark === ':?', rest }),
);

test('every image says its exact version', () => {
  const images = services.filter(([, { build }]) => !build).map(([, { image }]) => image);
  expect(images.length).toBeGreaterThan(4);
  for (const image of images) expect(image).toMatch(/^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  const bases = [...read('deploy/Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(new Set(bases).size).toBe(1);
  expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-[a-z-]+$/);
});

test('who is waited for is there, and can become healthy where health is waited for', () => {
  const waits = services.flatMap(([name, { depends_on }]) =>
    Object.entries(depends_on).map(([target, { condition }]) => ({ name, target, condition })),
  );
  expect(waits.length).toBeGreaterThan(4);
  for (const { target, condition } of waits) {
    expect(Object.keys(compose.services)).toContain(target);
    const awaited = compose.services[target];
    if (condition === 'service_healthy') expect(awaited?.healthcheck).toBeDefined();
    // A job that is started again whenever it ends never completes.
    else expect([condition, awaited?.restart]).toEqual(['service_completed_successfully', 'on-failure:5']);
  }
});

test('every variable is explained in .env.example, with the value it has when it is left out', () => {
  expect(variables.length).toBeGreaterThan(10);
  for (const { name, isRequired, rest } of variables) {
    expect([name, examples.get(name)]).toEqual([name, isRequired ? '' : rest]);
    if (isRequired) expect(rest).toMatch(/\w{4}/);
  }
  expect([...examples.keys()].sort()).toEqual([...new Set(variables.map(({ name }) => name))].sort());
  expect(text).not.toMatch(/\$\{[A-Z_]+\}/);
});

test('every setting given to Recado is one that it reads', () => {
  const readers = ['src/config.ts', 'src/worker/sandbox-main.ts', 'recado.yaml'].map(read).join('\n');
  const settings = services
    .filter(([, { build }]) => build)
    .flatMap(([, { environment }]) => Object.keys(environment));
  expect(settings).toContain('RECADO_SECRET');
  for (const name of settings)
    expect([name, new RegExp(`\\b${name}\\b`).test(readers)]).toEqual([name, true]);
});

test('nothing listens beyond this machine', () => {
  const ports = services.flatMap(([, service]) => service.ports);
  expect(ports.length).toBeGreaterThan(1);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  for (const name of ['postgres', 'temporal']) expect(compose.services[name]?.networks).toEqual(['inside']);
  expect(compose.networks.inside).toEqual({ internal: true });
});

test('every file and volume that is mounted is there', () => {
  const mounts = services.flatMap(([, service]) => service.volumes.map((mount) => mount.split(':')));
  for (const [source = ''] of mounts) {
    if (source.startsWith('.')) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
  for (const [, { networks }] of services) {
    for (const network of networks) expect(Object.keys(compose.networks)).toContain(network);
  }
});

test('every program that a container runs has a source', () => {
  const programs = services
    .filter(([, { build }]) => build)
    .flatMap(([, { command, healthcheck }]) => [command[1], healthcheck?.test[2]]);
  expect(programs.length).toBeGreaterThan(3);
  for (const program of programs) {
    const source = program?.replace(/^dist\/(.*)\.js$/, '$1.ts') ?? 'none';
    expect([program, existsSync(join(root, source))]).toEqual([program, true]);
  }
});

test('operators can filter by every search attribute that the workflows set', () => {
  const made = [...read('deploy/temporal/namespace.sh').matchAll(/--name (\w+) --type (\w+)/g)];
  const used = Object.values(searchAttributes).map(({ name, type }) => `${name} ${type.toLowerCase()}`);
  expect(used.length).toBeGreaterThan(7);
  expect(made.map(([, name, type = '']) => `${name} ${type.toLowerCase()}`).sort()).toEqual(used.sort());
});

test('the image runs as a user without rights, and secrets stay out of it', () => {
  const last =
    read('deploy/Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? '';
  expect(last).toMatch(/^USER node$/m);
  expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.git', '.recado']));
  expect(read('.gitignore').split('\n')).toContain('.env');
});
