import { useEffect, useState } from 'react';

/** Words read out politely, and not shown. They come a moment late: a region is silent about what it begins with. */
export function Announcement({ text, language }: { text: string; language: string | undefined }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 150);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="unseen" aria-live="polite" lang={language}>
      {said}
    </p>
  );
}
