/** How many messages a network makes of a text: 160 letters of GSM's alphabet or 70 others; a few less where they are strung together. */

const gsm = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
/** Letters that take two places. */
const extended = /[\^{}\\[~\]|€]/g;

/** At least one. */
export function segmentsOf(text: string): number {
  const isGsm = gsm.test(text);
  const length = isGsm ? text.length + (text.match(extended)?.length ?? 0) : text.length;
  const [alone, strung] = isGsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / strung);
}
