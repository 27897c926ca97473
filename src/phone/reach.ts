/** How the carrier reaches a gateway: addresses as they stand in TwiML, and the machines behind them. */

/** Where the gateways are. */
export interface ReachOptions {
  /** Addresses of the gateways' processes; where there are several they stand behind one door, as behind a balancer. */
  gateways: string[];
  /** The address by which the gateway believes to be reached; requests are signed for it. */
  publicUrl?: string | undefined;
  /** Deals requests out to the gateways in turn, as a balancer does; by default the one that answered last is asked. */
  spread?: boolean | undefined;
}

/** Turns the gateway's addresses into those of living processes. */
export class Reach {
  private readonly gateways: URL[];
  private readonly publicUrl: URL | undefined;
  /** The process that answered last. */
  private chosen = 0;
  /** Of balancers: whose turn it is. A call asks for instructions and then opens a socket: dealt out together, all sockets would go to the same process. */
  private readonly turns = { request: 0, socket: 0 };
  private readonly spread: boolean;

  constructor({ gateways, publicUrl, spread = false }: ReachOptions) {
    this.spread = spread;
    this.gateways = gateways.map((address) => new URL(address));
    this.publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
  }

  /** The address that the gateway goes by: what a relative address is relative to, and what is signed. */
  get publicBase(): string {
    return (this.publicUrl ?? this.gateways[0])?.href ?? '';
  }

  /** The addresses to try for one of TwiML's, the likeliest first. */
  candidates(address: string): string[] {
    const url = new URL(address);
    const isSocket = url.protocol === 'ws:' || url.protocol === 'wss:';
    if (!this.isOurs(url)) return [isLoopback(url.hostname) ? plain(url).href : url.href];
    const first = this.spread ? this.turns[isSocket ? 'socket' : 'request']++ : this.chosen;
    const order = this.gateways.map((_, at) => this.gateways[(first + at) % this.gateways.length]);
    return order.flatMap((gateway) => (gateway ? [behind(url, gateway, isSocket)] : []));
  }

  /** `address`, one of `candidates`, did not answer. */
  refused(address: string): void {
    const host = new URL(address).host;
    if (this.gateways[this.chosen]?.host === host) this.chosen = (this.chosen + 1) % this.gateways.length;
  }

  private isOurs(url: URL): boolean {
    const hosts = [...this.gateways, ...(this.publicUrl ? [this.publicUrl] : [])].map(({ host }) => host);
    return hosts.includes(url.host);
  }
}

function behind(url: URL, gateway: URL, isSocket: boolean): string {
  const secure = gateway.protocol === 'https:';
  const scheme = isSocket ? (secure ? 'wss' : 'ws') : secure ? 'https' : 'http';
  return `${scheme}://${gateway.host}${url.pathname}${url.search}`;
}

/** Without TLS, which nobody has on a loopback address; Twilio itself asks for wss. */
function plain(url: URL): URL {
  const made = new URL(url);
  if (url.protocol === 'wss:') made.protocol = 'ws:';
  return made;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host.startsWith('127.');
