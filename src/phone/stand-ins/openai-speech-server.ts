/** Speaks `/v1/audio/transcriptions` (streamed or not) and `/v1/audio/speech` (raw sound) of the OpenAI protocol. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { readWav, toMono } from '../../audio/wav';
import { findTags } from '../spoken-tag';
import { spokenPcm } from './spoken-sound';
import { bodyOf, refuse, StandInServer } from './stand-in-server';

const speech = z.strictObject({
  input: z.string().min(1).max(4096),
  model: z.string(),
  voice: z.string(),
  response_format: z.literal('pcm'),
  instructions: z.string().optional(),
});

export class OpenAiSpeechServer extends StandInServer {
  /** Older servers answer in one piece whatever they are asked. */
  streams = true;
  readonly said: { text: string; voice: string }[] = [];
  /** Languages and prompts that utterances came with, newest last. */
  readonly heard: { language: string | undefined; prompt: string | undefined }[] = [];

  override async listen(port = 0): Promise<string> {
    return `${await super.listen(port)}/v1`;
  }

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked++;
    const raw = await bodyOf(request);
    if (this.refusal !== undefined) return refuse(response, this.refusal);
    if (this.mood === 'html') return void response.setHeader('content-type', 'text/html').end('<h1>Hi</h1>');
    if (request.method !== 'POST') return refuse(response, 404);
    if (request.url === '/v1/audio/transcriptions')
      return await this.transcribe(response, raw, request.headers['content-type'] ?? '');
    if (request.url === '/v1/audio/speech') return await this.speak(response, raw);
    refuse(response, 404);
  }

  private async speak(response: ServerResponse, raw: Buffer): Promise<void> {
    const parsed = speech.safeParse(JSON.parse(raw.toString()));
    if (!parsed.success) return refuse(response, 400, z.prettifyError(parsed.error));
    const { input: text, voice } = parsed.data;
    this.said.push({ text, voice });
    if (this.mood === 'wrong-json')
      return void response.setHeader('content-type', 'application/json').end('{}');
    await this.sendSound(response, spokenPcm(this.words, text), 48);
  }

  private async transcribe(
    response: ServerResponse,
    raw: Buffer<ArrayBuffer>,
    contentType: string,
  ): Promise<void> {
    const form = await new Response(raw, { headers: { 'content-type': contentType } }).formData();
    const text = (name: string): string | undefined => {
      const value = form.get(name);
      return typeof value === 'string' ? value : undefined;
    };
    const file = form.get('file');
    const language = text('language');
    if (!(file instanceof Blob) || text('model') === undefined) return refuse(response, 400);
    if (language !== undefined && !/^[a-z]{2}$/.test(language)) return refuse(response, 400);
    this.heard.push({ language, prompt: text('prompt') });
    const { rate, channels } = readWav(Buffer.from(await file.arrayBuffer()));
    if (rate !== 8000) return refuse(response, 400);
    const words = findTags(toMono(channels)).map(({ id }) => this.words.get(id) ?? '');
    await this.wait(this.pace.wordsMs);
    if (this.mood === 'mute') return;
    if (this.mood === 'wrong-json')
      return void response.setHeader('content-type', 'application/json').end('[7]');
    if (this.streams && text('stream') === 'true') return await this.tell(response, words.join(' '));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ text: words.join(' ') }));
  }

  private async tell(response: ServerResponse, text: string): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
    const pieces = text.match(/\S+\s*/g) ?? [];
    const isHalf = ['truncating', 'dropping', 'mute-midway'].includes(this.mood);
    for (const delta of isHalf ? pieces.slice(0, 1) : pieces) send({ type: 'transcript.text.delta', delta });
    if (this.mood === 'mute-midway') return;
    if (this.mood === 'truncating') return void response.end();
    if (this.mood === 'dropping') return void (await pause(20), response.destroy());
    send({ type: 'transcript.text.done', text });
    response.end('data: [DONE]\n\n');
  }
}
