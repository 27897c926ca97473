#!/bin/sh
# Makes Temporal's two databases and brings their schemas to the version of this image. Safe to repeat.
# SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER and SQL_PASSWORD are read by temporal-sql-tool itself.
set -eu

: "${SCHEMAS:=/etc/temporal/schema/postgresql/v12}"

prepare() {
  database=$1
  versions=$2
  temporal-sql-tool --database "$database" create
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-dir "$SCHEMAS/$versions/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
