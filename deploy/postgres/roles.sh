#!/bin/sh
# Run once, by PostgreSQL's image, when its volume is new: a role each for Temporal and Recado, and Recado's database.
# Temporal's two databases are made by its own tool (deploy/temporal/schema.sh).
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set temporal_password="$TEMPORAL_DB_PASSWORD" --set recado_password="$RECADO_DB_PASSWORD" <<'SQL'
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal_password';
CREATE ROLE recado LOGIN PASSWORD :'recado_password';
CREATE DATABASE recado OWNER recado;
SQL
