/** The browser's own speech, where it has any: the type library does not know recognition. */

interface RecognitionResult {
  results: ArrayLike<ArrayLike<{ transcript: string }>>;
}
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: RecognitionResult) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}
type RecognitionClass = new () => Recognition;

const tags: Record<string, string> = { es: 'es-ES', 'pt-BR': 'pt-BR', en: 'en-GB' };

const reasons: Record<string, string> = {
  'not-allowed': 'the microphone is not allowed for this page.',
  'service-not-allowed': 'the browser does not allow its speech service here.',
  'audio-capture': 'no microphone was found.',
  network: 'its speech service cannot be reached.',
  'no-speech': 'nothing was heard.',
  'language-not-supported': 'it does not know this language.',
};

/** Whether this browser can hear. */
export const canHear = (): boolean => recognitionClass() !== undefined;
/** Whether this browser can speak. */
export const canSpeak = (): boolean => 'speechSynthesis' in window;

/** What came of listening: words, or the reason there are none. */
export type Listened = { text: string } | { reason: string };

/** Listens to one utterance; the function returned stops it, and then nothing more is told. */
export function listen(language: string, tell: (listened: Listened) => void): () => void {
  const Recognizer = recognitionClass();
  if (!Recognizer) {
    tell({ reason: 'it has no speech recognition.' });
    return () => undefined;
  }
  const recognition = new Recognizer();
  let told = false;
  const once = (listened: Listened) => {
    if (!told) tell(listened);
    told = true;
  };
  recognition.lang = tags[language] ?? language;
  recognition.interimResults = false;
  recognition.onresult = ({ results }) => {
    const text = Array.from(results, (result) => result[0]?.transcript ?? '')
      .join(' ')
      .trim();
    once(text === '' ? { reason: 'nothing was understood.' } : { text });
  };
  recognition.onerror = ({ error }) => once({ reason: reasons[error] ?? `it answered "${error}".` });
  recognition.onend = () => once({ reason: 'nothing was heard.' });
  recognition.start();
  return () => {
    told = true;
    recognition.abort();
  };
}

/** Says sentences with the browser's voice, after those it is saying. */
export function speak(language: string, sentences: string[]): void {
  for (const sentence of sentences) {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.lang = tags[language] ?? language;
    window.speechSynthesis.speak(utterance);
  }
}

/** Falls silent. */
export function hush(): void {
  if (canSpeak()) window.speechSynthesis.cancel();
}

function recognitionClass(): RecognitionClass | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = window as {
    SpeechRecognition?: RecognitionClass;
    webkitSpeechRecognition?: RecognitionClass;
  };
  return SpeechRecognition ?? webkitSpeechRecognition;
}
