{{/* The library's warnings of what the API server takes and is probably not meant: a line each, for NOTES. */}}
{{- define "kvmini.warnings" -}}
{{- $replicas := .Values.replicaCount | int }}
{{- with .Values }}
{{- if and .persistence.enabled (eq .persistence.accessMode "ReadWriteOnce") (gt $replicas 1) }}
replicaCount: {{ $replicas }} pods share a volume that one node holds (ReadWriteOnce), so those on other nodes don't start; use ReadWriteMany, or one pod
{{- end }}
{{- if and .persistence.enabled (not .persistence.existingClaim) }}
{{- $size := .persistence.size }}
{{- if and (or (not (kindIs "string" $size)) (regexMatch "^[0-9]+$" (toString $size))) (lt (float64 $size) 1048576.0) }}
persistence.size: without a unit, these are bytes, in which no results have room; did you mean {{ kindIs "string" $size | ternary $size (int64 $size) }}Gi?
{{- end }}
{{- end }}
{{- if and .persistence.existingClaim (not .persistence.enabled) }}
persistence.existingClaim: it is not used, since persistence.enabled is false: results are lost with the pod; set persistence.enabled to true, or leave the claim out
{{- end }}
{{- if not (or .serviceAccount.create .serviceAccount.name (not .rbac.create)) }}
serviceAccount.name: rbac.create gives the roles to the account "default", and so to every pod of the namespace that names none; name an account, or set serviceAccount.create
{{- end }}
{{- if and .rbac.create .rbac.nodes (ne .rbac.scope "cluster") }}
rbac.nodes: no Role can give rights on nodes, which belong to no namespace; set rbac.scope to cluster, or leave it out: the GPUs are then known where the pods name them
{{- end }}
{{- end }}
{{- with .Values.podDisruptionBudget }}
{{- $isMin := has (toJson .maxUnavailable) (list "null" "\"\"") }}
{{- $bound := include "kvmini.boundPods" (dict "bound" ($isMin | ternary .minAvailable .maxUnavailable) "replicas" $replicas) | int }}
{{- $keeps := $isMin | ternary $bound (sub $replicas $bound) | int }}
{{- if and .enabled $replicas (ge $keeps $replicas) }}
podDisruptionBudget.{{ $isMin | ternary "minAvailable" "maxUnavailable" }}: the budget keeps {{ eq $replicas 1 | ternary "the one pod" (printf "all %d pods" $replicas) }}, so no node that runs one can be drained; {{ $isMin | ternary "set less" "set more" }}, or more than that many replicas
{{- end }}
{{- end }}
{{- end }}

{{/* How many pods a bound means: Kubernetes rounds a percentage up. */}}
{{- define "kvmini.boundPods" -}}
{{- if kindIs "string" .bound -}}
{{- div (trimSuffix "%" .bound | int | mul .replicas | add 99) 100 -}}
{{- else -}}
{{- .bound | int -}}
{{- end -}}
{{- end }}
