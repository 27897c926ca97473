import { startPostgres } from '../fakes/postgres';
import { Pool } from 'pg';
import { openStoreAndAgenda } from '../../src/store/open-store';
(async () => {
  const pg = await startPostgres(); const url = await pg.createDatabase();
  const { store } = await openStoreAndAgenda({ databaseUrl: url, home: '/nowhere' });
  const pool = new Pool({ connectionString: url, max: 40 });
  const ins = async (p: string, h: number, key: string) => (await pool.query("insert into bookings(tenant,key,service,professional,place,starts_at,ends_at,held_until,zone,origin) values('t',$1,'s',$2,'p',$3,$4,$4,'z','{}') returning id", [key, p, new Date(h * 3600e3), new Date((h + 1) * 3600e3)])).rows[0].id;
  for (const lock of [false, true]) {
    const codes: Record<string, number> = {}; const t0 = Date.now();
    for (let r = 0; r < 60; r++) {
      const pairs = await Promise.all(Array.from({ length: 10 }, async (_, i) => { const h = 1000 + i * 2; return [h, await ins('ana', h, `${lock}${r}a${i}`), await ins('luis', h, `${lock}${r}b${i}`)] as const; }));
      const mv = (id: string, p: string, h: number) => pool.query(`update bookings set professional=$2, starts_at=$3, ends_at=$4, held_until=$4 ${lock ? "from (select pg_advisory_xact_lock(5)) x" : ''} where id=$1`, [id, p, new Date(h * 3600e3), new Date((h + 1) * 3600e3)]).then(() => 'ok', (e) => e.code).then((c: string) => { codes[c] = (codes[c] ?? 0) + 1; });
      await Promise.all(pairs.flatMap(([h, a, b]) => [mv(a, 'luis', h), mv(b, 'ana', h)]));
      // all to one free place
      await Promise.all(pairs.flatMap(([, a, b]) => [mv(a, 'eva', 5), mv(b, 'eva', 5)]));
      await pool.query('delete from bookings');
    }
    console.log('lock', lock, codes, Date.now() - t0, 'ms');
  }
  await pool.end(); await store.close(); await pg.stop();
})();
