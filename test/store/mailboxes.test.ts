/** How far a mailbox was read, and that one process at a time reads it. */
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from './databases';

describeDatabases('places in mailboxes', (open) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database.place);
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();

  test('of two that ask at once one has it; it knows how far it was read, and the next one goes on there', async () => {
    const { mailboxes } = store;
    const lease = (holder: string, until: string) => ({ mailbox: 'avisos', holder, until });
    const both = await Promise.all([
      mailboxes.claim(lease('one', at(60)), at(0)),
      mailboxes.claim(lease('two', at(60)), at(0)),
    ]);
    expect(both.filter((place) => place !== undefined)).toEqual([{ era: undefined, uid: 0 }]);
    const [mine, other] = both[0] ? ['one', 'two'] : ['two', 'one'];
    // A number of letters is 32 bits without a sign.
    expect(await mailboxes.advance(lease(mine, at(70)), { era: '1700000000', uid: 4_294_967_290 })).toBe(
      true,
    );
    expect(await mailboxes.advance(lease(other, at(70)), { era: '1700000000', uid: 3 })).toBe(false);
    expect(await mailboxes.claim(lease(other, at(80)), at(65))).toBeUndefined();
    expect(await mailboxes.claim(lease(mine, at(80)), at(65))).toEqual({
      era: '1700000000',
      uid: 4_294_967_290,
    });
    expect(await mailboxes.claim(lease(other, at(140)), at(81))).toEqual({
      era: '1700000000',
      uid: 4_294_967_290,
    });
    expect(await mailboxes.advance(lease(mine, at(150)), { era: '1700000000', uid: 3 })).toBe(false);
  });

  test('who ends lets it go at once, and only its own', async () => {
    const { mailboxes } = store;
    const lease = (holder: string) => ({ mailbox: 'other', holder, until: at(60) });
    await mailboxes.claim(lease('one'), at(0));
    await mailboxes.release('other', 'two');
    expect(await mailboxes.claim(lease('two'), at(1))).toBeUndefined();
    await mailboxes.release('other', 'one');
    expect(await mailboxes.claim(lease('two'), at(1))).toEqual({ era: undefined, uid: 0 });
  });
});
