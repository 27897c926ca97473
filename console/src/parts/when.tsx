const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** An ISO instant on the reader's clock, with how far away it is when `relative`. */
export function When({ at, relative = false }: { at: string; relative?: boolean }) {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <>{at}</>;
  const today = instant.toDateString() === new Date().toDateString();
  const shown = today ? clock.format(instant) : `${day.format(instant)}, ${clock.format(instant)}`;
  return (
    <time dateTime={at} title={whole.format(instant)}>
      {shown}
      {relative && ` (${distance(instant.getTime() - Date.now())})`}
    </time>
  );
}

/** `in 40 s`, `3 min ago`; `ms` from now. */
export function distance(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 2) return 'now';
  const amount =
    seconds < 90
      ? `${seconds} s`
      : seconds < 90 * 60
        ? `${Math.round(seconds / 60)} min`
        : seconds < 36 * 3600
          ? `${Math.round(seconds / 3600)} h`
          : `${Math.round(seconds / 86_400)} days`;
  return ms > 0 ? `in ${amount}` : `${amount} ago`;
}
