{{/*
The library's rules that no schema can say, in the library's words: a line a problem. Those that the API server checks as
well are left to it; these are what would fail in the pod, or in silence.
*/}}
{{- define "kvmini.problems" -}}
{{- with .Values }}
{{- if kindIs "float64" .image.tag }}
{{- $digits := toJson .image.tag }}
image.tag: expected an image tag as a string, such as "1.10", or "" for none, found the number {{ $digits }}; put what the file has in quotes (with --set, use --set-string)
{{- end }}
{{- with .persistence }}
{{- if and .enabled (eq .accessMode "ReadWriteOncePod") (gt (int $.Values.replicaCount) 1) }}
replicaCount: expected at most 1, since persistence.accessMode is ReadWriteOncePod, found {{ int $.Values.replicaCount }}
{{- end }}
{{- if and .enabled (not .existingClaim) (eq .accessMode "ReadOnlyMany") }}
persistence.accessMode: expected a mode in which results can be written, such as ReadWriteMany, found ReadOnlyMany
{{- end }}
{{- end }}
{{- include "kvmini.dataSourceProblems" .persistence.dataSource }}
{{- include "kvmini.byteProblems" . }}
{{- include "kvmini.benchmarkProblems" $ }}
{{- include "kvmini.monitoringProblems" $ }}
{{- include "kvmini.budgetProblems" . }}
{{- include "kvmini.labelProblems" . }}
{{- include "kvmini.rootProblems" . }}
{{- include "kvmini.extraProblems" . }}
{{- include "kvmini.nameProblems" $ }}
{{- end }}
{{- end }}

{{/* What was found, in words that are safe to print: a long text may be a whole file, and a URL hold a password. */}}
{{- define "kvmini.found" -}}
{{- if or (gt (len .) 60) (contains "://" .) (contains "\n" .) }}a string{{ else }}the string "{{ . }}"{{ end }}
{{- end }}

{{/* Of any other source Kubernetes makes an empty volume, in silence. */}}
{{- define "kvmini.dataSourceProblems" -}}
{{- $kind := dig "kind" "" (. | default dict) }}
{{- $name := dig "name" "" (. | default dict) }}
{{- $group := dig "apiGroup" "" (. | default dict) }}
{{- $groups := dict "PersistentVolumeClaim" "" "VolumeSnapshot" "snapshot.storage.k8s.io" }}
{{- if or $kind $name $group }}
{{- if not (hasKey $groups ($kind | default "")) }}
persistence.dataSource.kind: expected PersistentVolumeClaim or VolumeSnapshot, since Kubernetes drops everything else, found {{ include "kvmini.foundOrEmpty" $kind }}
{{- else if ne ($group | default "") (get $groups $kind) }}
persistence.dataSource.apiGroup: expected {{ get $groups $kind | default "none" }}, since kind is {{ $kind }}, found {{ include "kvmini.foundOrEmpty" $group }}
{{- end }}
{{- if not $name }}
persistence.dataSource.name: expected the name of what it is, found an empty string
{{- end }}
{{- end }}
{{- end }}

{{- define "kvmini.foundOrEmpty" -}}
{{- if . }}{{ include "kvmini.found" . }}{{ else }}an empty string{{ end }}
{{- end }}

{{- define "kvmini.benchmarkProblems" -}}
{{- $profiles := include "kvmini.profiles" . | fromJson }}
{{- with .Values.benchmark }}
{{- if not (hasKey $profiles .defaultProfile) }}
benchmark.defaultProfile: expected a profile ({{ keys $profiles | sortAlpha | concat (list "standard" "burst" "sustained" "smoke") | uniq | join ", " }}), found {{ include "kvmini.found" .defaultProfile }}
{{- end }}
{{- end }}
{{- include "kvmini.outputProblems" . }}
{{- end }}

{{/* Results can be written where they are to go: what an extra mount allows is left to the library, which knows all volumes. */}}
{{- define "kvmini.outputProblems" -}}
{{- $dir := include "kvmini.path" .Values.benchmark.outputDir }}
{{- $found := include "kvmini.found" .Values.benchmark.outputDir }}
{{- $isReadOnly := dig "readOnlyRootFilesystem" false (.Values.securityContext | default dict) }}
{{- $isElsewhere := not (regexMatch "^/(data|tmp)(/|$)" $dir) }}
{{- $isMounted := false }}
{{- range .Values.extraVolumeMounts }}
{{- if hasPrefix (include "kvmini.path" .mountPath | trimSuffix "/" | printf "%s/") (printf "%s/" $dir) }}
{{- $isMounted = true }}
{{- end }}
{{- end }}
{{- if regexMatch "/\\.\\.?(/|$)" $dir }}
benchmark.outputDir: expected a path without "." and "..", found {{ $found }}
{{- else if and $isElsewhere (not $isMounted) (or $isReadOnly (regexMatch "^(/opt/kvmini|/var/run/secrets/kubernetes.io/serviceaccount)(/|$)" $dir)) }}
benchmark.outputDir: expected a path below a writable mount (/data, /tmp), found {{ $found }}
{{- end }}
{{- end }}

{{/* One spelling for a path: with a slash before it, none behind it, and one between its parts. */}}
{{- define "kvmini.path" -}}
{{- regexReplaceAll "(.)/$" (regexReplaceAll "/+" (printf "/%s" .) "/") "${1}" -}}
{{- end }}

{{/* A Prometheus duration in milliseconds. */}}
{{- define "kvmini.milliseconds" -}}
{{- $units := dict "y" 31536000000 "w" 604800000 "d" 86400000 "h" 3600000 "m" 60000 "s" 1000 "ms" 1 }}
{{- $sum := 0 }}
{{- range regexFindAll "[0-9]+(ms|[ywdhms])" . -1 }}
{{- $unit := regexFind "[a-z]+" . }}
{{- $sum = trimSuffix $unit . | int64 | mul (get $units $unit) | add $sum }}
{{- end }}
{{- $sum }}
{{- end }}

{{- define "kvmini.monitoringProblems" -}}
{{- with .Values.monitoring.serviceMonitor }}
{{- if and .interval .scrapeTimeout }}
{{- if gt (include "kvmini.milliseconds" .scrapeTimeout | int64) (include "kvmini.milliseconds" .interval | int64) }}
monitoring.serviceMonitor.scrapeTimeout: expected at most the interval {{ .interval }}, found {{ .scrapeTimeout }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* A budget has one bound; the default one makes way. */}}
{{- define "kvmini.budgetProblems" -}}
{{- with .podDisruptionBudget }}
{{- $min := toJson .minAvailable | trimAll "\"" }}
{{- $isMin := not (has $min (list "null" "")) }}
{{- $isMax := not (has (toJson .maxUnavailable) (list "null" "\"\"")) }}
{{- if and .enabled (not $isMin) (not $isMax) }}
podDisruptionBudget.minAvailable: expected minAvailable or maxUnavailable, found neither
{{- else if and $isMin $isMax (ne $min "1") }}
podDisruptionBudget.minAvailable: expected none, since maxUnavailable is set; null takes it back, found {{ $min }}
{{- end }}
{{- end }}
{{- end }}

{{/* Keys that the chart sets itself: a second value would break a selector or be lost. */}}
{{- define "kvmini.labelProblems" -}}
{{- $taken := list "helm.sh/chart" "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/version" "app.kubernetes.io/managed-by" }}
{{- $maps := dict "commonLabels" .commonLabels "podLabels" .podLabels "persistence.labels" .persistence.labels "service.labels" .service.labels }}
{{- range list "serviceMonitor" "prometheusRule" "dashboard" }}
{{- $_ := get (get $.monitoring .) "labels" | default dict | set $maps (printf "monitoring.%s.labels" .) }}
{{- end }}
{{- range $at, $labels := $maps }}
{{- range $key, $_ := $labels }}
{{- if has $key $taken }}
{{ $at }}["{{ $key }}"]: expected another key, since the chart sets this one
{{- end }}
{{- end }}
{{- end }}
{{- if hasKey (.podAnnotations | default dict) "checksum/config" }}
podAnnotations["checksum/config"]: expected another key, since the chart sets this one
{{- end }}
{{- end }}

{{/* The kubelet starts no container that must not be root and is told to run as root. */}}
{{- define "kvmini.rootProblems" -}}
{{- $pod := .podSecurityContext | default dict }}
{{- $container := .securityContext | default dict }}
{{- $mustNot := hasKey $container "runAsNonRoot" | ternary $container $pod }}
{{- $user := hasKey $container "runAsUser" | ternary $container $pod }}
{{- if and $mustNot.runAsNonRoot (eq (toJson $user.runAsUser) "0") }}
{{ hasKey $container "runAsUser" | ternary "securityContext" "podSecurityContext" }}.runAsUser: expected a user other than root, since runAsNonRoot is set, found 0
{{- end }}
{{- end }}

{{/* What the chart sets itself, and what the kubelet would lose below a mount of it. */}}
{{- define "kvmini.extraProblems" -}}
{{- range $index, $variable := .extraEnv }}
{{- if has .name (list "KVMINI_NAMESPACE" "KVMINI_SERVICE" "KVMINI_MODEL_URI" "KVMINI_OUTPUT_DIR" "KUBECONFIG") }}
extraEnv[{{ $index }}].name: expected a name of its own, found {{ .name }}, which is taken by the chart itself
{{- end }}
{{- end }}
{{- range $index, $mount := .extraVolumeMounts }}
{{- $path := include "kvmini.path" .mountPath }}
{{- if has $path (list "/data" "/opt/kvmini" "/tmp" "/var/run/secrets/kubernetes.io/serviceaccount") }}
extraVolumeMounts[{{ $index }}].mountPath: expected a mountPath of its own, found {{ $path }}, which is taken by the chart itself
{{- else }}
{{- with regexFind "^(/opt/kvmini/(profiles|config.yaml|bench.sh|kubeconfig)|/var/run/secrets/kubernetes.io/serviceaccount/(token|ca.crt|namespace|kubeconfig))(/|$)" $path }}
extraVolumeMounts[{{ $index }}].mountPath: expected a path outside {{ trimSuffix "/" . }}, which it would hide, such as /profiles/custom for a profile, found {{ include "kvmini.found" $mount.mountPath }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* A thousandth of a byte is a slip: no container starts in half a byte. */}}
{{- define "kvmini.byteProblems" -}}
{{- $sizes := dict "persistence.size" .persistence.size "persistence.tmpSizeLimit" .persistence.tmpSizeLimit }}
{{- range $of, $resources := dict "resources" .resources "workers.resources" .workers.resources }}
{{- range $kind := list "requests" "limits" }}
{{- range $resource := list "memory" "ephemeral-storage" }}
{{- $_ := get (get ($resources | default dict) $kind | default dict) $resource | set $sizes (printf "%s.%s.%s" $of $kind $resource) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $at, $size := $sizes }}
{{- if and (kindIs "string" $size) (regexMatch "^[0-9.]+m$" $size) (not (hasSuffix "000m" $size)) }}
{{ $at }}: expected a whole number of bytes, found the string "{{ $size }}"; m is a thousandth: did you mean {{ trimSuffix "m" $size }}Mi?
{{- end }}
{{- end }}
{{- end }}

{{/* The Service's name comes of names that are right each by itself. */}}
{{- define "kvmini.nameProblems" -}}
{{- $name := include "kvmini.fullname" . }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$" $name) }}
{{- $blamed := empty .Values.fullnameOverride | ternary (empty .Values.nameOverride | ternary "releaseName" "nameOverride") "fullnameOverride" }}
{{ $blamed }}: expected a full name that a Service may have (a-z, 0-9 and "-", a letter first, no "-" last), found {{ include "kvmini.found" $name }}{{ if ne $blamed "fullnameOverride" }}; set fullnameOverride{{ end }}
{{- end }}
{{- end }}
