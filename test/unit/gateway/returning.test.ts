import { findOpenCase } from '../../../src/gateway/returning';

const assistant = { tenant: 'valdeseda', greetReturning: true };
const asked: object[] = [];
const storeOf = (listCases: () => Promise<never>) => ({
  secret: 's',
  store: {
    listCases: async (query: object) => {
      asked.push(query);
      return await listCases();
    },
  },
});
const never = async (): Promise<never> => await new Promise(() => undefined);

test('a store that does not answer holds up no greeting', async () => {
  expect(await findOpenCase(storeOf(never), assistant, '+34600000001')).toBeUndefined();
});

test('a store that is away changes nothing but the greeting', async () => {
  const away = storeOf(() => Promise.reject(new Error('away')));
  expect(await findOpenCase(away, assistant, '+34600000001')).toBeUndefined();
});

test('nobody looks for who withholds their number, nor where the assistant is not to tell', async () => {
  asked.length = 0;
  await findOpenCase(storeOf(never), assistant, undefined);
  await findOpenCase(storeOf(never), { ...assistant, greetReturning: false }, '+34600000001');
  expect(asked).toEqual([]);
});
