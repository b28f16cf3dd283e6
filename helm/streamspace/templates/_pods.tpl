{{/* What all our containers are held to. */}}
{{- define "streamspace.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* The argument is the user's id; group and volumes are group 0's, as in the images. */}}
{{- define "streamspace.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The argument is (list . COMPONENT VALUES-OF-THE-COMPONENT). */}}
{{- define "streamspace.placing" -}}
{{- $own := index . 2 -}}
{{- if $own.topologySpread.enabled }}
topologySpreadConstraints:
  {{- $arguments := . }}
  {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: {{ $own.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "streamspace.selector" $arguments | nindent 8 }}
  {{- end }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "streamspace.pullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* A disruption budget. The argument is (list . COMPONENT NAME VALUES-OF-THE-COMPONENT). */}}
{{- define "streamspace.disruptionBudget" -}}
{{- $root := index . 0 -}}
apiVersion: {{ include "streamspace.disruptionBudgetVersion" $root }}
kind: PodDisruptionBudget
metadata:
  name: {{ index . 2 }}
  labels:
    {{- include "streamspace.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ (index . 3).podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "streamspace.selector" . | nindent 6 }}
{{- end -}}

{{/* Since 1.21; the older one is gone since 1.25. */}}
{{- define "streamspace.disruptionBudgetVersion" -}}
{{- if semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version -}}policy/v1{{- else -}}policy/v1beta1{{- end -}}
{{- end -}}

{{- define "streamspace.autoscalerVersion" -}}
{{- if semverCompare ">=1.23-0" .Capabilities.KubeVersion.Version -}}autoscaling/v2{{- else -}}autoscaling/v2beta2{{- end -}}
{{- end -}}
