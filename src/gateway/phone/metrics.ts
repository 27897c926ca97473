/** What spoken turns cost, as Prometheus histograms under the field's names; `/metrics` serves them. Labels hold no caller data. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { TurnTiming } from '../../line/timing';

const seconds = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 1.5, 2, 3, 5, 8];

/** The spans of a turn, by the name of their histogram. */
const spans = {
  end_of_utterance_delay: ['endOfUtteranceDelayMs', 'Voice stopped until the turn was judged to have ended.'],
  transcription_delay: ['transcriptionDelayMs', 'Voice stopped until its words were there.'],
  workflow_hop: ['workflowHopMs', 'Words handed over until the workflow had an answer made here.'],
  llm_ttft: ['ttftMs', 'An answer was begun until its first words came.'],
  tts_ttfb: ['ttfbMs', 'A clause was given to the voice until its first sound came.'],
  user_bot_latency: ['userBotLatencyMs', 'Voice stopped until our first sound was sent.'],
} as const;

/** The metrics of one gateway. */
export interface PhoneMetrics {
  observe(timing: TurnTiming): void;
  /** A caller heard two tones in the place of words. */
  mute(): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  contentType: string;
}

/** @param lines - how many lines this host holds now */
export function createPhoneMetrics(lines: () => number): PhoneMetrics {
  const registry = new Registry();
  const histograms = Object.entries(spans).map(([name, [field, help]]) => ({
    field,
    histogram: new Histogram({
      name: `recado_${name}_seconds`,
      help,
      buckets: seconds,
      registers: [registry],
    }),
  }));
  const muteClauses = new Counter({
    name: 'recado_mute_clauses_total',
    help: 'Clauses that no provider spoke to their end: the caller heard two tones.',
    registers: [registry],
  });
  new Gauge({
    name: 'recado_live_lines',
    help: 'Lines of live calls this host holds.',
    registers: [registry],
    collect() {
      this.set(lines());
    },
  });
  return {
    observe(timing) {
      for (const { field, histogram } of histograms) {
        const ms = timing[field];
        if (ms !== undefined) histogram.observe(ms / 1000);
      }
    },
    mute: () => muteClauses.inc(),
    text: async () => await registry.metrics(),
    contentType: registry.contentType,
  };
}
