/** Speaks ElevenLabs' `POST /v1/text-to-speech/{voice}/stream?output_format=ulaw_8000`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { spokenMulaw } from './spoken-sound';
import { bodyOf, refuse, StandInServer } from './stand-in-server';

const body = z.strictObject({
  text: z.string().min(1),
  model_id: z.string(),
  language_code: z.enum(['es', 'pt', 'en']).optional(),
});

export class ElevenLabsServer extends StandInServer {
  /** What was asked to be spoken, newest last. */
  readonly said: { text: string; voice: string; language: string | undefined }[] = [];

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked++;
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const voice = /^\/v1\/text-to-speech\/([\w-]+)\/stream$/.exec(url.pathname)?.[1];
    const raw = await bodyOf(request);
    if (request.method !== 'POST' || voice === undefined) return refuse(response, 404);
    if (request.headers['xi-api-key'] === undefined) return refuse(response, 401);
    if (url.searchParams.get('output_format') !== 'ulaw_8000') return refuse(response, 400);
    if (this.refusal !== undefined) return refuse(response, this.refusal);
    const parsed = body.safeParse(JSON.parse(raw.toString()));
    if (!parsed.success) return refuse(response, 422, z.prettifyError(parsed.error));
    const { text, language_code: language } = parsed.data;
    this.said.push({ text, voice, language });
    if (this.mood === 'wrong-json')
      return void response.setHeader('content-type', 'application/json').end('{}');
    if (this.mood === 'html') return void response.setHeader('content-type', 'text/html').end('<h1>Hi</h1>');
    await this.sendSound(response, spokenMulaw(this.words, text), 8);
  }
}
