import { parseCodec } from '@hearsay/shared/gossip/codec/codecs.ts';
import { createPacking, roomOf } from '@hearsay/shared/gossip/codec/packing.ts';
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
const N = 109386; const D = 109386 + 0;
const dim = 109386;
for (const name of ['float16', 'int8', 'top-k:0.25:int4', 'top-k:0.1:int8', 'random-k:0.1:int4', 'top-k:1:int4']) {
  const codec = parseCodec(name)!; const r = createRandom(1);
  const mk = () => createPacking({ codec, length: dim, random: r, room: new Uint8Array(roomOf(codec, dim)) });
  const a = mk(), b = mk(); const x = new Float32Array(dim).map(() => r.normal() * .05); const y = x.slice(); const into = new Float32Array(dim); const reply = new Float32Array(dim); const back = new Float32Array(dim);
  const t = [0, 0, 0, 0]; let bytes = 0, rb = 0; const R = 60;
  for (let k = -10; k < R; k++) {
    for (let i = 0; i < dim; i++) x[i] += 0.002 * (r.uniform() - .5) ** 3;
    const t0 = (process.cpuUsage().user / 1000); const p = a.pack(1, 'offer', x).slice(); const t1 = (process.cpuUsage().user / 1000);
    const w = b.unpack(0, 'offer', a.codec, p, y, into); const t2 = (process.cpuUsage().user / 1000); if (w !== 'message') throw w;
    for (let i = 0; i < dim; i++) { const m = (into[i] - y[i]) / 2; reply[i] = -m; y[i] += m; }
    const t3 = (process.cpuUsage().user / 1000); const q = b.pack(0, 'reply', reply).slice(); const t4 = (process.cpuUsage().user / 1000);
    const z = a.unpack(1, 'reply', b.codec, q, x, back); const t5 = (process.cpuUsage().user / 1000); if (z !== 'message') throw z;
    for (let i = 0; i < dim; i++) x[i] += back[i];
    if (k >= 0) { t[0] += t1 - t0; t[1] += t2 - t1; t[2] += t4 - t3; t[3] += t5 - t4; bytes += p.length; rb += q.length; }
  }
  console.log(name, 'offer B/param', (bytes / R / dim).toFixed(3), 'reply', (rb / R / dim).toFixed(3), 'ms pack', ...t.map((v) => (v / R).toFixed(2)));
}
