/** A chart that differs from this one where upstream's does: its files by path. */
export const UPSTREAM_CHART: Readonly<Record<string, string>> = {
  'upstream/Chart.yaml': 'apiVersion: v2\nname: kvmini\nversion: 1.0.0\nappVersion: "1.0.0"\n',
  'upstream/templates/all.yaml': `
{{- define "metadata" }}
  labels: &labels
    app.kubernetes.io/name: kvmini
    app.kubernetes.io/instance: {{ .Release.Name }}
    app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}
  {{- include "metadata" . }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-scripts
  {{- include "metadata" . }}
data: {slo.json: '{"p95_ms": 2000}'}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ .Release.Name }}-data
  {{- include "metadata" . }}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 20Gi}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ .Release.Name }}
  {{- include "metadata" . }}
rules:
  - {apiGroups: [""], resources: [secrets], verbs: [get, delete]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ .Release.Name }}
  {{- include "metadata" . }}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Release.Name }}}
subjects:
  - {kind: ServiceAccount, name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  {{- include "metadata" . }}
spec:
  selector:
    matchLabels: &selector
      app.kubernetes.io/name: kvmini
      app.kubernetes.io/instance: {{ .Release.Name }}
  template:
    metadata: {labels: *selector}
    spec:
      schedulerName: nobody
      serviceAccountName: {{ .Release.Name }}
      containers:
        - name: kvmini
          image: kvmini-harness:latest
          command: [/bin/sh]
          args: [-c, tail -f /dev/null]
          env: [{name: ISVC_NAME, value: demo-llm}]
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: {{ .Release.Name }}-data}}
`,
};
