/** Calling back through Twilio's API, at the simulator: nobody's telephone rings twice for one call that broke off. */
import { readTwilioSettings } from '../../src/channels/twilio/settings';
import { Words } from '../../src/phone/words';
import { openCallBack } from '../../src/worker/call-back';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import { authToken, openSmallGateway, type SmallGateway } from './small-gateway';

const person = '+34600000001';
const wish = { callId: 'CA1', assistant: 'town-hall', to: person };
let gateway: SmallGateway;
let carrier: Carrier;
let callBack: ReturnType<typeof openCallBack>;

beforeEach(async () => {
  gateway = await openSmallGateway({ words: new Words(), answer: () => '<Say>Le llamo otra vez.</Say>' });
  carrier = await openCarrier({ gateway: gateway.url, authToken });
  const { accountSid, restUrl: apiBaseUrl } = carrier;
  const settings = readTwilioSettings({
    ...{ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_BASE_URL: apiBaseUrl },
    ...{ TWILIO_FROM: '+34910000000', RECADO_PUBLIC_URL: gateway.url },
  });
  callBack = openCallBack({ twilio: settings });
});
afterEach(async () => {
  await carrier.close();
  await gateway.close();
});
const rung = async (times: number): Promise<void> => {
  const path = `/twilio/back/${wish.assistant}/${wish.callId}`;
  for (let waits = 0; gateway.at(path).length < times && waits < 100; waits += 1)
    await new Promise((resolve) => void setTimeout(resolve, 50));
  // A ring too many would come as quickly.
  await new Promise((resolve) => void setTimeout(resolve, 800));
  expect(gateway.at(path)).toHaveLength(times);
};

test('a try whose worker died after Twilio took the call does not ring again, even when the call is over', async () => {
  const began = new Date();
  await callBack(wish, undefined);
  await rung(1);
  await callBack(wish, began);
  await rung(1);
});

test('a try that never reached Twilio is made again, also where that number was called an hour before', async () => {
  await callBack(wish, undefined);
  await rung(1);
  await callBack(wish, new Date(Date.now() + 3_600_000));
  await rung(2);
});

test('a call to somebody else does not count as the one that was lost', async () => {
  const began = new Date();
  await callBack({ ...wish, to: '+34600000002' }, undefined);
  await rung(1);
  await callBack(wish, began);
  await rung(2);
});
