/** A number in E.164 so that every voice says each digit: "3 4 6 0 0 …". */
export const digitByDigit = (number: string): string => [...number.replace(/\D/g, '')].join(' ');
