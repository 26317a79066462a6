/**
 * The 7-bit alphabet of text messages: 160 septets fit one part, and a single character outside of it turns the whole
 * message into UCS-2, of which 70 code units fit.
 *
 * @see https://www.etsi.org/deliver/etsi_ts/123000_123099/123038/ 3GPP TS 23.038, 6.2.1
 */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);

/** Sent as an escape and one more septet. */
const EXTENSION = new Set("\f^{}\\[~]|€");

/** @returns septets that a text needs; undefined when a character of it is outside of the alphabet */
export function gsmSeptets(text: string): number | undefined {
  let septets = 0;
  for (const character of text) {
    if (BASIC.has(character)) septets += 1;
    else if (EXTENSION.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
}

/** Whether one character can be sent in the alphabet. */
export function isGsm(character: string): boolean {
  return BASIC.has(character) || EXTENSION.has(character);
}
