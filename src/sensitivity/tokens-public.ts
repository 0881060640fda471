import type { TokenFormat } from './token-format.ts';

/** Keys for the browsers and apps of everybody: they say whose data it is, and open nothing. */
export const publicTokens: readonly TokenFormat[] = [
  {
    name: 'publishable-key',
    keywords: ['pk_live_', 'pk_test_', 'sb_publishable_'],
    pattern: /\b(?:pk_(?:live|test)|sb_publishable)_[A-Za-z0-9_-]{16,200}(?![\w-])/g,
    source: 'docs.stripe.com, API keys; clerk.com/docs, Publishable keys; supabase.com/docs, API keys',
    identifier: true,
  },
  {
    name: 'posthog-project-key',
    keywords: ['phc_'],
    pattern: /\bphc_[A-Za-z0-9]{40,50}\b/g,
    source: 'posthog.com/docs, Project API key',
    identifier: true,
  },
  {
    name: 'mapbox-public-token',
    keywords: ['pk.eyJ'],
    pattern: /\bpk\.eyJ[\w-]{20,200}\.[\w-]{20,60}/g,
    source: 'docs.mapbox.com, Access tokens: public scopes',
    identifier: true,
  },
  {
    name: 'datadog-client-token',
    keywords: ['pub'],
    pattern: /\bpub[0-9a-f]{32}\b/g,
    source: 'docs.datadoghq.com, Client tokens',
    identifier: true,
  },
];
