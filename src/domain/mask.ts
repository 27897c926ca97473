/** Personal data as it may be shown to people who only need to tell two callers apart. */

/** `+34600000001` → `+34 ••• •••• 01` */
export const maskNumber = (number: string): string => `${number.slice(0, 3)} ••• •••• ${number.slice(-2)}`;
