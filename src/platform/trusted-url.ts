interface Policy {
  createScriptURL(url: string): string;
}

interface TrustedTypesWindow {
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

let policy: Policy | undefined;

/** Under `require-trusted-types-for 'script'` a worker's address must come from a policy. Ours, of which there can be one, knows the files of this app. */
export function trustedUrl(address: string): string {
  policy ??= (window as TrustedTypesWindow).trustedTypes?.createPolicy('vertti-worker', {
    createScriptURL(url) {
      if (!/^\/(service-worker|assets\/[\w-]+)\.js$/.test(url)) throw new Error(`Not the address of a worker: ${url}`);
      return url;
    },
  });
  return policy ? policy.createScriptURL(address) : address;
}
