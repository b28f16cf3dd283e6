{{- define "streamspace.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough that what follows it still fits into 63 characters. */}}
{{- define "streamspace.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "streamspace.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "streamspace.api" -}}{{ include "streamspace.fullname" . }}-api{{- end -}}
{{- define "streamspace.agent" -}}{{ include "streamspace.fullname" . }}-k8s-agent{{- end -}}
{{- define "streamspace.postgres" -}}{{ include "streamspace.fullname" . }}-postgres{{- end -}}
{{- define "streamspace.redis" -}}{{ include "streamspace.fullname" . }}-redis{{- end -}}

{{/* Labels of every object. The argument is (list . COMPONENT). */}}
{{- define "streamspace.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
app.kubernetes.io/part-of: streamspace
{{ include "streamspace.selector" . }}
{{- end -}}

{{/* What selects a component's pods, and never changes. The argument is (list . COMPONENT). */}}
{{- define "streamspace.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "streamspace.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels of a component's pods. The argument is (list . COMPONENT APP OWN-LABELS). */}}
{{- define "streamspace.podLabels" -}}
{{ include "streamspace.labels" . }}
app: {{ index . 2 }}
component: {{ index . 1 }}
{{- with index . 3 }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The argument is (list . IMAGE). */}}
{{- define "streamspace.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $registry := default $root.Values.imageRegistry $image.registry -}}
{{- with $registry }}{{ . }}/{{ end }}{{ $image.repository }}:{{ $image.tag }}
{{- end -}}

{{- define "streamspace.apiServiceAccount" -}}
{{- $own := .Values.api.serviceAccount -}}
{{- default (ternary (include "streamspace.api" .) "default" $own.create) $own.name -}}
{{- end -}}

{{- define "streamspace.agentServiceAccount" -}}
{{- $own := .Values.k8sAgent.serviceAccount -}}
{{- default (ternary (printf "%s-agent" (include "streamspace.fullname" .)) "default" $own.create) $own.name -}}
{{- end -}}

{{/* The host of a service: its name, or without DNS the variable that Kubernetes sets. The argument is (list . SERVICE). */}}
{{- define "streamspace.serviceHost" -}}
{{- $root := index . 0 -}}
{{- $service := index . 1 -}}
{{- if not $root.Values.clusterDNS -}}
$({{ $service | upper | replace "-" "_" }}_SERVICE_HOST)
{{- else if $root.Values.clusterDomain -}}
{{ $service }}.{{ $root.Release.Namespace }}.svc.{{ $root.Values.clusterDomain }}
{{- else -}}
{{ $service }}
{{- end -}}
{{- end -}}

{{- define "streamspace.sessionNamespace" -}}
{{- default .Release.Namespace .Values.k8sAgent.config.sessionNamespace -}}
{{- end -}}

{{- define "streamspace.agentId" -}}
{{- default (printf "k8s-%s" .Release.Name) .Values.k8sAgent.config.agentId -}}
{{- end -}}

{{/* An agent's id may be any text and may change; who elects by the Lease of another id is refused. */}}
{{- define "streamspace.leaseName" -}}
{{- $id := include "streamspace.agentId" . | sha256sum | trunc 8 -}}
{{- default (printf "%s-%s" (include "streamspace.agent" .) $id) .Values.k8sAgent.ha.leaseName -}}
{{- end -}}

{{- define "streamspace.controlPlaneURL" -}}
{{- if .Values.k8sAgent.config.controlPlaneURL -}}
{{- .Values.k8sAgent.config.controlPlaneURL -}}
{{- else -}}
ws://{{ include "streamspace.serviceHost" (list . (include "streamspace.api" .)) }}:{{ .Values.api.service.port }}
{{- end -}}
{{- end -}}

{{- define "streamspace.trialDatabase" -}}
{{- if and .Values.api.enabled .Values.postgresql.enabled (not .Values.database.host) -}}true{{- end -}}
{{- end -}}

{{- define "streamspace.severalApis" -}}
{{- if or .Values.api.autoscaling.enabled (gt (int .Values.api.replicas) 1) -}}true{{- end -}}
{{- end -}}
