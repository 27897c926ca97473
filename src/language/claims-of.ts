import { createClaimEar } from './claims';
import { claims as en } from './en/claims';
import { claims as es } from './es/claims';
import { claims as ptBr } from './pt-br/claims';

/** What a sentence of an assistant claims, in whichever of the languages it is: models change languages unasked. */
export const claimsIn = createClaimEar([es, ptBr, en]);
