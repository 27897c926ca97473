#!/bin/sh
# Installs Debian's Redmine for `npm run test:redmine`, which makes and fills a throwaway instance of its own.
# Needs root and Debian's package archive; takes about 20 s. Nothing is started and no service is enabled.
set -eu

if [ "$(id -u)" -ne 0 ]; then
  echo "install-redmine.sh: packages can only be installed by root. Run: sudo sh scripts/install-redmine.sh" >&2
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "install-redmine.sh: this is for Debian 12. Elsewhere, set REDMINE_URL and REDMINE_API_KEY and run jest yourself:" >&2
  echo "docs/connectors/redmine.md, section \"Tried against the real one\"." >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# Ruby as Debian 12 was released with: the bundler of its security update (3.1.7) takes gems that Debian packages for deleted ones, and Redmine cannot be set up.
if ! apt-get install -y -qq --no-install-recommends --allow-downgrades \
  redmine redmine-sqlite puma ruby3.1/bookworm libruby3.1/bookworm; then
  # A package that is set up by half makes every later installation fail.
  dpkg --purge --force-depends redmine
  exit 1
fi
