/** The one suite that every connector to a ticket system passes, over a real server with moods, in each of its classes. */
import { cuttingProxy } from '../fakes/cutting-proxy';
import { changedAt } from './contract/changed-at';
import { changing, changingUnguarded } from './contract/changing';
import { creating, creatingGuarded, creatingUnguarded } from './contract/creating';
import { faults } from './contract/faults';
import { reading } from './contract/reading';
import { allTicketVerbs, type ContractSubject, type Stand } from './contract/subject';

export { type ContractSubject, type DeskUnderTest, draftOf, faultOf, type Mood } from './contract/subject';
export { webhookContract, type WebhookSubject } from './contract/webhooks';

/** Declares the suite for one system. */
export function ticketingContract(subject: ContractSubject): void {
  describe.each(subject.classes)(`${subject.system} of class %s keeps the contract`, (creation) => {
    let stand: Stand;
    const now = (): Stand => stand;

    beforeAll(async () => {
      const desk = await subject.start();
      const proxy = await cuttingProxy(desk.url);
      const verbs = allTicketVerbs(subject.connect(proxy.url, creation));
      stand = { subject, creation, desk, proxy, verbs };
    });
    afterAll(async () => {
      await stand.proxy.close();
      await stand.desk.stop();
    });
    afterEach(() => stand.desk.turn('well'));

    creating(now);
    if (creation === 'none') {
      creatingUnguarded(now);
      changingUnguarded(now);
    } else {
      creatingGuarded(now, subject);
      changing(now);
    }
    reading(now);
    changedAt(now);
    faults(subject, creation);
  });
}
