{{/* The chart's name, which nameOverride replaces. */}}
{{- define "kvmini.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name of most objects: the release's, with the chart's where that does not say it already. */}}
{{- define "kvmini.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := include "kvmini.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* The name of roles outside of the release's namespace; a namespace holds no dot, so no two releases make the same. */}}
{{- define "kvmini.nameOutside" -}}
{{- printf "%s.%s" (include "kvmini.fullname" .) .Release.Namespace }}
{{- end }}

{{/* The name of the Role for `kvmini cold`, which is in the target's namespace. */}}
{{- define "kvmini.coldStartName" -}}
{{- $isOutside := ne (include "kvmini.targetNamespace" .) .Release.Namespace }}
{{- printf "%s-cold-start" (include "kvmini.fullname" .) }}{{ if $isOutside }}.{{ .Release.Namespace }}{{ end }}
{{- end }}

{{/* The account the pod runs as, whoever made it. */}}
{{- define "kvmini.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "kvmini.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/* The labels that the pods are found by. */}}
{{- define "kvmini.selectorLabels" -}}
app.kubernetes.io/name: {{ include "kvmini.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The name that pods of workers have as a label: no selector of the release takes them. */}}
{{- define "kvmini.workerName" -}}
{{- include "kvmini.name" . | trunc 56 | trimSuffix "-" }}-worker
{{- end }}

{{/* The chart with its version, as a label. */}}
{{- define "kvmini.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The labels of every object. */}}
{{- define "kvmini.labels" -}}
helm.sh/chart: {{ include "kvmini.chart" . }}
{{ include "kvmini.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The labels of an object: the chart's, then the user's for every object, then its own, of which a later one wins. */}}
{{- define "kvmini.labelsWith" -}}
{{ include "kvmini.labels" .root }}
{{- $labels := dict }}
{{- range list .root.Values.commonLabels .own }}
{{- range $key, $value := . }}
{{- $_ := set $labels $key $value }}
{{- end }}
{{- end }}
{{- with $labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The annotations of an object: the user's for every object, then its own, of which a later one wins. */}}
{{- define "kvmini.annotations" -}}
{{- $annotations := dict }}
{{- range list .root.Values.commonAnnotations .own }}
{{- range $key, $value := . }}
{{- $_ := set $annotations $key $value }}
{{- end }}
{{- end }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The image: a registry in its name wins over all others, a parent's over the chart's, a digest over the tag. */}}
{{- define "kvmini.image" -}}
{{- with .Values.image }}
{{- if not (regexMatch "^(localhost|[^/]*[.:A-Z][^/]*)/" .repository) }}
{{- with $.Values.global.imageRegistry | default .registry }}{{ . }}/{{ end }}
{{- end }}
{{- .repository }}
{{- if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{/* The pull secrets as a JSON list: a parent's, which may be names, then the chart's; each once. */}}
{{- define "kvmini.imagePullSecrets" -}}
{{- $names := list }}
{{- range concat (.Values.global.imagePullSecrets | default list) (.Values.imagePullSecrets | default list) }}
{{- $names = kindIs "string" . | ternary . (get (kindIs "map" . | ternary . dict) "name" | default "") | append $names }}
{{- end }}
{{- $secrets := list }}
{{- range $names | uniq }}
{{- $secrets = dict "name" . | append $secrets }}
{{- end }}
{{- toJson $secrets }}
{{- end }}

{{/* The user's probe over the built-in one, key by key; another way to ask takes the place of the built-in one. */}}
{{- define "kvmini.probe" -}}
{{- $own := .own | default dict }}
{{- $probe := omit $own "httpGet" }}
{{- if not (or (hasKey $own "exec") (hasKey $own "grpc") (hasKey $own "tcpSocket")) }}
{{- $httpGet := dict "path" .path "port" "http" }}
{{- range $key, $value := $own.httpGet }}
{{- $_ := set $httpGet $key $value }}
{{- end }}
{{- $_ := set $probe "httpGet" $httpGet }}
{{- end }}
{{- toYaml $probe }}
{{- end }}

{{/* The service account in the release's namespace, as a binding's subject. */}}
{{- define "kvmini.subject" -}}
kind: ServiceAccount
name: {{ include "kvmini.serviceAccountName" . | quote }}
namespace: {{ .Release.Namespace | quote }}
{{- end }}

{{/* The resources of KServe that serve models, as a JSON list. */}}
{{- define "kvmini.models" -}}
{{- concat (list "inferenceservices") (ternary (list "llminferenceservices") list (default false .Values.rbac.llmInferenceServices)) | toJson }}
{{- end }}

{{/* What the service account may do; a Role is given no nodes, since they belong to no namespace. */}}
{{- define "kvmini.rules" -}}
{{- if .Values.rbac.minimal }}
- apiGroups: ["serving.kserve.io"]
  resources: {{ include "kvmini.models" . }}
  {{- with .Values.global.isvc.name }}
  resourceNames: [{{ . | quote }}]
  {{- end }}
  verbs: ["get"]
- apiGroups: [""]
  resources: ["services"]
  {{- with .Values.global.isvc.name }}
  resourceNames: [{{ . | quote }}, "{{ . }}-predictor", "{{ . }}-predictor-default", "{{ . }}-kserve-workload-svc"]
  {{- end }}
  verbs: ["get"]
- apiGroups: [""]
  resources: ["pods"]
  verbs: ["list"]
{{- if .Values.monitoring.resources.enabled }}
- apiGroups: ["metrics.k8s.io"]
  resources: ["pods"]
  verbs: ["list"]
{{- end }}
{{- else }}
- apiGroups: [""]
  resources: ["pods", "services", "configmaps"]
  verbs: ["get", "list", "watch"]
- apiGroups: ["serving.kserve.io"]
  resources: {{ include "kvmini.models" . }}
  verbs: ["get", "list", "watch"]
- apiGroups: ["metrics.k8s.io"]
  {{- if eq .Values.rbac.scope "cluster" }}
  resources: ["pods", "nodes"]
  {{- else }}
  resources: ["pods"]
  {{- end }}
  verbs: ["get", "list"]
- apiGroups: ["custom.metrics.k8s.io"]
  resources: ["*"]
  verbs: ["get", "list"]
{{- end }}
{{- if and .Values.rbac.nodes (eq .Values.rbac.scope "cluster") }}
- apiGroups: [""]
  resources: ["nodes"]
  verbs: ["get"]
{{- end }}
{{- include "kvmini.userRules" . }}
{{- end }}

{{/* The user's rules: JSON, since Helm trims a manifest, and a block of YAML text at its end would lose its last line break. */}}
{{- define "kvmini.userRules" -}}
{{- range .Values.rbac.rules }}
- {{ toJson . }}
{{- end }}
{{- end }}

{{/* The namespace of the target: the release's own, where none is named. */}}
{{- define "kvmini.targetNamespace" -}}
{{- .Values.global.isvc.namespace | default .Release.Namespace }}
{{- end }}

{{/* The namespaces that have a Role, as a JSON list: the release's and the target's, and with minimal rules the target's alone. */}}
{{- define "kvmini.roleNamespaces" -}}
{{- $target := include "kvmini.targetNamespace" . }}
{{- if and .Values.rbac.minimal (not .Values.rbac.rules) }}
{{- list $target | toJson }}
{{- else }}
{{- list .Release.Namespace $target | uniq | toJson }}
{{- end }}
{{- end }}

{{/* The rules of the Role in one namespace: minimal ones are for the target's. */}}
{{- define "kvmini.rulesIn" -}}
{{- $target := include "kvmini.targetNamespace" .root }}
{{- if and .root.Values.rbac.minimal (ne .namespace $target) }}
{{- include "kvmini.userRules" .root }}
{{- else }}
{{- include "kvmini.rules" .root }}
{{- end }}
{{- end }}

{{/* The text of every profile by name, as a JSON map; the user's replace built-in ones. */}}
{{- define "kvmini.profiles" -}}
{{- $profiles := dict }}
{{- range $path, $_ := .Files.Glob "files/profiles/*.yaml" }}
{{- $_ := set $profiles (base $path | trimSuffix ".yaml") ($.Files.Get $path) }}
{{- end }}
{{- range $name, $profile := .Values.benchmark.profiles }}
{{- $_ := set $profiles $name (toYaml $profile) }}
{{- end }}
{{- toJson $profiles }}
{{- end }}

{{/* A word as the shell reads it: quoted, unless it is one of which no shell makes anything else. */}}
{{- define "kvmini.shellWord" -}}
{{- if regexMatch "^[a-zA-Z0-9_./:@%+=,-]+$" . }}{{ . }}{{ else }}'{{ . | replace "'" "'\\''" }}'{{ end }}
{{- end }}

{{/* A value as JSON, without the members of maps that are null: to Kubernetes they are absent. */}}
{{- define "kvmini.present" -}}
{{- if kindIs "map" . -}}
{{- $members := list -}}
{{- range $key, $value := . -}}
{{- if not (kindIs "invalid" $value) -}}
{{- $members = append $members (printf "%s:%s" (toJson $key) (include "kvmini.present" $value)) -}}
{{- end -}}
{{- end -}}
{ {{- join "," $members -}} }
{{- else if kindIs "slice" . -}}
{{- $items := list -}}
{{- range . -}}
{{- $items = append $items (include "kvmini.present" .) -}}
{{- end -}}
[ {{- join "," $items -}} ]
{{- else -}}
{{- toJson . -}}
{{- end -}}
{{- end }}

{{/*
Makes of `.Values` what the templates read, once: without the nulls that Helm keeps where no default stands for them (as
`nodeSelector.disktype` where a later file takes it back), and with an integer of `--set` as the text that was written. What
is wrong with them ends the rendering, all of it at once. Each template begins with this.
*/}}
{{- define "kvmini.readValues" -}}
{{- if not (hasKey . "kvminiValuesAreRead") -}}
{{- $values := include "kvmini.present" .Values | fromJson -}}
{{- if and (hasKey $values "image") (kindIs "int64" .Values.image.tag) -}}
{{- $_ := toString .Values.image.tag | set $values.image "tag" -}}
{{- end -}}
{{- $_ := set . "Values" $values -}}
{{- $_ := set . "kvminiValuesAreRead" true -}}
{{- with include "kvmini.problems" . | trim -}}
{{- printf "kvmini %q:\n%s" $.Release.Name . | fail -}}
{{- end -}}
{{- end -}}
{{- end }}
