{{/* The library's warnings of what the API server takes and is probably not meant: a line each, for NOTES. */}}
{{- define "kvmini.warnings" -}}
{{- $replicas := .Values.replicaCount | int }}
{{- with .Values }}
{{- if and .persistence.enabled (eq .persistence.accessMode "ReadWriteOnce") (gt $replicas 1) }}
replicaCount: {{ $replicas }} pods share a volume that one node holds (ReadWriteOnce), so those on other nodes don't start; use ReadWriteMany, or one pod
{{- end }}
{{- include "kvmini.memoryInBytes" (dict "path" "resources" "resources" .resources) }}
{{- if and .persistence.enabled (not .persistence.existingClaim) (include "kvmini.isInBytes" .persistence.size) }}
persistence.size: without a unit, these are bytes, in which no results have room; did you mean {{ include "kvmini.digits" .persistence.size }}Gi?
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
{{- include "kvmini.memoryInBytes" (dict "path" "workers.resources" "resources" (.workers | default dict).resources) }}
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

{{/* Memory that has no unit, in which nothing runs. */}}
{{- define "kvmini.memoryInBytes" -}}
{{- range $part := list "requests" "limits" }}
{{- $memory := (index ($.resources | default dict) $part | default dict).memory }}
{{- if include "kvmini.isInBytes" $memory }}
{{ $.path }}.{{ $part }}.memory: without a unit, these are bytes, in which no program runs; did you mean {{ include "kvmini.digits" $memory }}Mi?
{{- end }}
{{- end }}
{{- end }}

{{/* "true" for a number without a unit that is less than a mebibyte. */}}
{{- define "kvmini.isInBytes" -}}
{{- if not (kindIs "invalid" .) -}}
{{- if and (regexMatch "^[0-9]+$" (include "kvmini.digits" .)) (lt (float64 .) 1048576.0) }}true{{ end -}}
{{- end -}}
{{- end }}

{{/* A number of a values file as it is written. */}}
{{- define "kvmini.digits" -}}
{{- if kindIs "string" . }}{{ . }}{{ else }}{{ int64 . }}{{ end -}}
{{- end }}

{{/* How many pods a bound means: Kubernetes rounds a percentage up. */}}
{{- define "kvmini.boundPods" -}}
{{- if kindIs "string" .bound -}}
{{- div (trimSuffix "%" .bound | int | mul .replicas | add 99) 100 -}}
{{- else -}}
{{- .bound | int -}}
{{- end -}}
{{- end }}
