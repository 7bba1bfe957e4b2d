/**
 * Whether `NO_PROXY` names a host: `example.com` means it and all below it, as `.example.com` and
 * `*.example.com` do; `host:8080` that port alone; `*` every host. Separated by commas or blanks.
 */
export function isDirect({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = hostname.replaceAll(/[[\]]/gu, "").toLowerCase();
  const ownPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter(Boolean)
    .some((entry) => {
      if (entry === "*") return true;
      // An address of IPv6 has colons of its own: brackets tell its port.
      const [, name = entry, onlyPort] = /^(\[.*\]|[^:]*):(\d{1,5})$/u.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== ownPort) return false;
      const plain = name.replaceAll(/[[\]]/gu, "").replace(/^\*?\./u, "");
      return host === plain || host.endsWith(`.${plain}`);
    });
}
