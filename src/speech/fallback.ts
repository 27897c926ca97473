/**
 * Several providers as one: what is away, slow or mute is replaced in mid-call by the next, for the very utterance it
 * failed at, and rests for a while, so that not every turn pays for finding out.
 */
export { type FirstRecognizerOptions, firstRecognizer } from './first-recognizer';
export { type FirstSynthesizerOptions, firstSynthesizer } from './first-synthesizer';
export type { Away } from './roster';
