/** The conversation that benches hold: it asks, is asked back, and corrects itself; nothing is delivered. */
export const turns = [
  'hay una farola apagada',
  'en la calle Mayor 12',
  'no, perdón, es la calle Mayor 14',
  'repita, por favor',
  'no, es la calle Mayor 16',
];

/** Posts JSON and answers what came back. Throws on a refusal. */
export async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
