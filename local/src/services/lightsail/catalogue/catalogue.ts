import { page } from '../paging';
import type { Handlers, Output } from '../request';
import { type ListedBlueprint, listedBlueprints } from './blueprints';
import { listedDatabaseBlueprints, type ListedDatabaseBundle, listedDatabaseBundles } from './database-plans';
import { type ListedBundle, listedBundles } from './instance-bundles';

/** What instances and databases can be made of. */
export const catalogueHandlers: Handlers = {
  GetBlueprints: (request) => page(request, 'blueprints', forResearch(request.input)
    ? []
    : listedBlueprints().filter(({ isActive }) => isActive || request.flag('includeInactive')),
  ({ blueprintId }) => blueprintId, blueprintOutput),
  GetBundles: (request) => page(request, 'bundles',
    listedBundles().filter(({ isForResearch }) => isForResearch === forResearch(request.input)),
    ({ bundleId }) => bundleId, bundleOutput),
  GetRelationalDatabaseBlueprints: (request) => page(request, 'blueprints', listedDatabaseBlueprints(), ({ blueprintId }) => blueprintId,
    ({ blueprintId, engine, engineVersion, isEngineDefault }) => ({
      blueprintId,
      engine,
      engineVersion,
      engineDescription: engine === 'mysql' ? 'MySQL Community Edition' : 'PostgreSQL',
      engineVersionDescription: `${engine === 'mysql' ? 'MySQL' : 'PostgreSQL'} ${engineVersion}`,
      isEngineDefault,
    })),
  GetRelationalDatabaseBundles: (request) => page(request, 'bundles',
    listedDatabaseBundles().filter(({ isActive }) => isActive || request.flag('includeInactive')),
    ({ bundleId }) => bundleId, databaseBundleOutput),
};

/** The local cloud knows the bundles of Lightsail for Research, and none of its blueprints. */
function forResearch(input: Readonly<Record<string, unknown>>): boolean {
  return input.appCategory === 'LfR';
}

function blueprintOutput({ username: _, ...blueprint }: ListedBlueprint): Output {
  return { ...blueprint };
}

function bundleOutput({ hardware, platform, isIpv6Only, isForResearch, power, price, ...bundle }: ListedBundle): Output {
  const { transferInGb, ...others } = hardware;
  return {
    ...bundle,
    ...others,
    ...power !== undefined && { power },
    ...price !== undefined && { price },
    transferPerMonthInGb: transferInGb,
    supportedPlatforms: [platform],
    ...isForResearch && { supportedAppCategories: ['LfR'] },
    publicIpv4AddressCount: isIpv6Only ? 0 : 1,
  };
}

function databaseBundleOutput({ hardware, highAvailability: _, ...bundle }: ListedDatabaseBundle): Output {
  return { ...bundle, ...hardware, isEncrypted: true };
}
