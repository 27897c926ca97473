/** The sandbox help desk in a folder of its own, and a gateway's webhook door that keeps what it is told. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server';

export const sandboxToken = 'a-token-of-the-sandbox';
export const sandboxSecret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';

export interface SandboxUnderTest extends Sandbox {
  home: string;
  /** What the office does, and the switch; rejects unless it is answered 2xx. */
  admin(method: string, path: string, body?: object): Promise<unknown>;
  /** Ends it and deletes its files. */
  remove(): Promise<void>;
}

/** Starts a sandbox on a free port. Webhooks go nowhere unless `gatewayUrl` is given. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<SandboxUnderTest> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'recado-sandbox-'));
  const sandbox = await createSandbox({
    port: 0,
    token: sandboxToken,
    webhookSecret: sandboxSecret,
    gatewayUrl: 'http://127.0.0.1:9',
    ...options,
    home,
  });
  return {
    ...sandbox,
    home,
    async admin(method, path, body) {
      const response = await fetch(`${sandbox.url}/admin/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${sandboxToken}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
      return answer;
    },
    async remove() {
      await sandbox.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
