#!/bin/sh
# Starts a benchmark in the harness pod; every argument goes to `kvmini bench` as it is.
#   kubectl exec POD -- ./bench.sh --namespace ml-prod --service demo-llm --requests 100
if ! command -v kvmini >/dev/null 2>&1; then
  echo "bench.sh: this image has no 'kvmini' command; check the values image.repository and image.tag" >&2
  exit 127
fi
exec kvmini bench "$@"
