/** Personal data as it may be shown to people who only need to tell two callers apart. */

/** `+34600000001` → `+34 ••• •••• 01` */
export const maskNumber = (number: string): string => `${number.slice(0, 3)} ••• •••• ${number.slice(-2)}`;

/** `ana.ruiz@example.com` → `a•••@e•••.com`; a number as `maskNumber` does. */
export function maskAddress(address: string): string {
  const [, name = '', domain = ''] = /^(.*)@([^@]+)$/.exec(address) ?? [];
  if (domain === '') return maskNumber(address);
  const ending = domain.includes('.') ? domain.slice(domain.lastIndexOf('.')) : '';
  return `${[...name][0] ?? ''}•••@${[...domain][0] ?? ''}•••${ending}`;
}
