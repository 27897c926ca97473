#!/bin/sh
# Fetches GreenMail, a mail server for tests (SMTP and IMAP), into Recado's cache, where test/channels/email/mailbox.test.ts finds it.
# Java and Maven are installed from Debian's package archive where they are missing, which needs root. Nothing is started.
set -eu

version=2.1.3
cache=${RECADO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/recado}
jar=$cache/greenmail-standalone-$version.jar
if [ -s "$jar" ]; then
  echo "install-greenmail.sh: $jar is there already"
  exit 0
fi

if ! command -v mvn >/dev/null || ! command -v java >/dev/null; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "install-greenmail.sh: Java 17 and Maven are missing. On Debian 12, as root: apt-get install maven" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends maven default-jre-headless
fi

mkdir -p "$cache"
mvn -q -B dependency:copy -Dartifact="com.icegreen:greenmail-standalone:$version" -DoutputDirectory="$cache"
test -s "$jar"
