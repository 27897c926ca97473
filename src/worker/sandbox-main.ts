/** The process of the sandbox help desk. Tells its parent `{ready: true}` when it listens, and ends when that is gone. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors';
import { createSandbox, type SandboxOptions } from '../sandbox/server';
import { webhookSecret } from '../webhook-schemes/standard-secret';

const port = z.coerce.number().int().min(1).max(65535);
const environment = z.object({
  RECADO_HOME: z.string().default('.recado'),
  RECADO_SANDBOX_PORT: port.default(8791),
  RECADO_SANDBOX_TOKEN: z.string().min(1).default('sandbox'),
  // The one that recado.yaml falls back to; it protects nothing but the sandbox on this machine.
  RECADO_SANDBOX_WEBHOOK_SECRET: webhookSecret.default('whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA=='),
  RECADO_HOST: z.string().default('127.0.0.1'),
  RECADO_PORT: port.default(8790),
});

function readOptions(env: NodeJS.ProcessEnv): SandboxOptions {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(
      `${issue?.path.join('.')}: ${issue?.message}`,
      `Correct or unset ${issue?.path.join('.')}.`,
    );
  }
  const { RECADO_HOST: host, ...e } = parsed.data;
  const everywhere = ['0.0.0.0', '::', '[::]'].includes(host);
  const reached = everywhere ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return {
    home: resolve(e.RECADO_HOME),
    port: e.RECADO_SANDBOX_PORT,
    token: e.RECADO_SANDBOX_TOKEN,
    webhookSecret: e.RECADO_SANDBOX_WEBHOOK_SECRET,
    gatewayUrl: `http://${reached}:${e.RECADO_PORT}`,
  };
}

async function main(): Promise<void> {
  const sandbox = await createSandbox(readOptions(process.env));
  const end = (): void => void sandbox.close().finally(() => process.exit(0));
  process.once('disconnect', end).once('SIGTERM', end).once('SIGINT', end);
  if (process.connected) process.send?.({ ready: true });
  else if (process.send) end();
}

main().catch((error: unknown) => {
  const text = error instanceof UsageError ? `${error.message}\n  ${error.fix}` : String(error);
  process.stderr.write(`sandbox: ${text}\n`);
  process.exit(1);
});
