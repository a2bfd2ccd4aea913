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

{{/* The labels of every object. */}}
{{- define "kvmini.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "kvmini.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The service account in the release's namespace, as a binding's subject. */}}
{{- define "kvmini.subject" -}}
kind: ServiceAccount
name: {{ include "kvmini.serviceAccountName" . | quote }}
namespace: {{ .Release.Namespace | quote }}
{{- end }}

{{/* What the service account may do; a Role is given no nodes, since they belong to no namespace. */}}
{{- define "kvmini.rules" -}}
- apiGroups: [""]
  resources: ["pods", "services", "configmaps"]
  verbs: ["get", "list", "watch"]
- apiGroups: ["serving.kserve.io"]
  resources: ["inferenceservices"]
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
{{- /* JSON, since Helm trims a manifest, and a block of YAML text at its end would lose its last line break. */}}
{{- range .Values.rbac.rules }}
- {{ toJson . }}
{{- end }}
{{- end }}

{{/* The namespaces of the release and of the target, as a JSON list; one where they are the same. */}}
{{- define "kvmini.roleNamespaces" -}}
{{- list .Release.Namespace .Values.global.isvc.namespace | compact | uniq | toJson }}
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

{{/* Helm keeps a null that no default stands for, as `nodeSelector.disktype` where a later file takes it back: each template begins with this. */}}
{{- define "kvmini.withoutNulls" -}}
{{- $_ := include "kvmini.present" .Values | fromJson | set . "Values" -}}
{{- end }}
