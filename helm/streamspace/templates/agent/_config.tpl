{{- define "streamspace.agentEnv" -}}
{{- $config := .Values.k8sAgent.config -}}
{{- $ha := .Values.k8sAgent.ha -}}
- name: AGENT_ID
  value: {{ include "streamspace.agentId" . | quote }}
- name: CONTROL_PLANE_URL
  value: {{ include "streamspace.controlPlaneURL" . | quote }}
- name: PLATFORM
  value: kubernetes
- name: NAMESPACE
  value: {{ include "streamspace.sessionNamespace" . }}
- name: DATA_DIR
  value: /var/lib/streamspace
{{- if not .Values.k8sAgent.existingKeySecret }}
- name: AGENT_ENROLMENT_KEY
  valueFrom:
    secretKeyRef:
      name: {{ include "streamspace.secrets" . }}
      key: agent-enrolment-key
{{- end }}
{{- with $config.region }}
- name: REGION
  value: {{ . | quote }}
{{- end }}
- name: MAX_SESSIONS
  value: {{ $config.maxSessions | quote }}
- name: MAX_CPU
  value: {{ $config.maxCPU | quote }}
- name: MAX_MEMORY
  value: {{ $config.maxMemory | quote }}
{{- with $config.drainTimeout }}
- name: DRAIN_TIMEOUT
  value: {{ . }}
{{- end }}
{{- if $ha.enabled }}
- name: ENABLE_HA
  value: "true"
{{- if $ha.redisSecret }}
- name: HA_BACKEND
  value: redis
- name: HA_REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ $ha.redisSecret }}
      key: url
{{- else }}
- name: HA_BACKEND
  value: kubernetes
# In the pod's own namespace.
- name: LEASE_LOCK_NAME
  value: {{ include "streamspace.leaseName" . }}
{{- end }}
{{- with $ha.leaseDuration }}
- name: HA_LEASE_DURATION
  value: {{ . }}
{{- end }}
{{- with $ha.renewDeadline }}
- name: HA_RENEW_DEADLINE
  value: {{ . }}
{{- end }}
{{- with $ha.retryPeriod }}
- name: HA_RETRY_PERIOD
  value: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.k8sAgent.javaOptions }}
- name: JDK_JAVA_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.k8sAgent.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
