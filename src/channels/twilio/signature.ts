/**
 * Whether a request comes from Twilio: X-Twilio-Signature, over the address that Twilio called and what it posted.
 *
 * The address is built from our settings and never from Host or X-Forwarded-Host, which a stranger may write. Checked
 * in constant time by Twilio's own functions, before anything is parsed for its meaning.
 */
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';
import type { TwilioForm } from './form';

/** What is signed besides the body. */
export interface SignedCall {
  /** Path and query exactly as they came (`request.raw.url`), not decoded and not put in order. */
  target: string;
  /** The X-Twilio-Signature header. */
  signature: string | string[] | undefined;
}

/** Checks against one account's token. Nothing throws: what cannot be checked is not genuine. */
export interface SignatureCheck {
  /** A form that was posted, with every field that came. */
  isFormGenuine(call: SignedCall, form: TwilioForm): boolean;
  /** A JSON body: the address carries its hash as `bodySHA256`. `rawBody` byte for byte. */
  isBodyGenuine(call: SignedCall, rawBody: string): boolean;
  /** The request that opens a WebSocket. Twilio signs the `wss:` address of the TwiML. */
  isUpgradeGenuine(call: SignedCall): boolean;
}

/** @param publicUrl - what stands before `target` in the address Twilio called. */
export function createSignatureCheck({
  authToken,
  publicUrl,
}: {
  authToken: string;
  publicUrl: string;
}): SignatureCheck {
  const base = publicUrl.replace(/\/+$/, '');
  const socketBase = withPort(base.replace(/^http/i, 'ws'));
  const checked = (
    { target, signature }: SignedCall,
    prefix: string,
    isRight: (signature: string, url: string) => boolean,
  ): boolean => {
    if (typeof signature !== 'string' || signature.length > 128 || !isPlainTarget(target)) return false;
    try {
      return isRight(signature, prefix + target);
    } catch {
      return false;
    }
  };
  return {
    isFormGenuine: (call, form) =>
      checked(call, base, (signature, url) => validateRequest(authToken, signature, url, form)),
    isBodyGenuine: (call, rawBody) =>
      checked(call, base, (signature, url) => validateRequestWithBody(authToken, signature, url, rawBody)),
    isUpgradeGenuine: (call) =>
      checked(call, socketBase, (signature, url) => {
        if (validateRequest(authToken, signature, url, {})) return true;
        // Proxies and frameworks drop or add the slash at the end of a socket's path; Twilio signs what the TwiML said.
        const other = url.endsWith('/') ? url.slice(0, -1) : `${url}/`;
        return validateRequest(authToken, signature, other, {});
      }),
  };
}

/**
 * Twilio signs the address with its port in some products and without in others, and the package tries both; but for
 * want of `https:` it takes 80 for the standard port of `wss:`. With the port written out it tries the right two.
 */
function withPort(socketBase: string): string {
  return socketBase.replace(/^(wss:\/\/(?:\[[^\]]*\]|[^/:]+))(?=\/|$)/i, '$1:443');
}

/**
 * The package also checks the address as `new URL` writes it. A path that it would shorten could be routed to one
 * place here with a signature made for another.
 */
function isPlainTarget(target: string): boolean {
  if (!target.startsWith('/') || target.length > 4096 || !/^[\x21-\x7e]+$/.test(target)) return false;
  const [path = ''] = target.split('?');
  return !/[\\#]|\/(\.|%2e){1,2}(\/|$)/i.test(path);
}
