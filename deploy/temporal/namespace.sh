#!/bin/sh
# Makes the namespace and the search attributes that operators filter by. Safe to repeat.
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are read by the CLI itself.
set -eu

attempts=0
until temporal operator cluster health >/dev/null 2>&1; do
  attempts=$((attempts + 1))
  if [ "$attempts" -ge 30 ]; then
    echo "Temporal at $TEMPORAL_ADDRESS is not healthy after a minute." >&2
    temporal operator cluster health
    exit 1
  fi
  sleep 2
done

# Workflow ids guard against doubles only as long as the ended workflow is kept.
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "${RETENTION:-720h}"

# A namespace reaches every host of the cluster only after a moment.
attempts=0
until temporal operator search-attribute create \
  --name Tenant --type Keyword --name Channel --type Keyword --name State --type Keyword \
  --name System --type Keyword --name Code --type Keyword --name WaitingFor --type Keyword \
  --name Language --type Keyword --name Deadline --type Datetime; do
  attempts=$((attempts + 1))
  if [ "$attempts" -ge 30 ]; then
    echo "The search attributes of $TEMPORAL_NAMESPACE could not be made." >&2
    exit 1
  fi
  sleep 2
done
