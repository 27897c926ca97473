const beatEveryMs = 1000;

/** Does the work, and says every second that it is still being done. */
export async function alive<T>(beat: () => void, work: () => Promise<T>): Promise<T> {
  const pulse = setInterval(beat, beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(pulse);
  }
}
