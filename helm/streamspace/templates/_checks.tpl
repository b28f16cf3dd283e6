{{/* What no schema can say: each fault is a sentence with what to do. Rendered before anything is looked for in the cluster. */}}
{{- define "streamspace.checks" -}}
{{- include "streamspace.formerValues" . -}}
{{- if not (or .Values.api.enabled .Values.k8sAgent.enabled) -}}
{{- fail "Nothing would be installed: set api.enabled or k8sAgent.enabled to true." -}}
{{- end -}}
{{- if .Values.api.enabled -}}{{- include "streamspace.apiChecks" . -}}{{- end -}}
{{- if .Values.k8sAgent.enabled -}}{{- include "streamspace.agentChecks" . -}}{{- end -}}
{{- end -}}

{{- define "streamspace.apiChecks" -}}
{{- if and (not .Values.database.host) (not .Values.postgresql.enabled) -}}
{{- fail "The hub has no database: set database.host to a PostgreSQL of your own, or postgresql.enabled=true for a trial." -}}
{{- end -}}
{{- if and .Values.database.host (not .Values.database.password) (not .Values.database.existingSecret) -}}
{{- fail "The database has no password: set database.existingSecret to the name of a secret with one (better), or database.password." -}}
{{- end -}}
{{- if and (include "streamspace.severalApis" .) (not .Values.api.allowSplitViewers) -}}
{{- fail "More than one replica of the hub: a viewer that reaches another replica than the one with its agent's link is refused (close code 4002). Leave api.replicas=1 and api.autoscaling.enabled=false, or set api.allowSplitViewers=true if you only use the API." -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "The ingress has no host: set ingress.host, for example streamspace.example.com." -}}
{{- end -}}
{{- $two := list .Values.api.config.heartbeatInterval .Values.k8sAgent.config.heartbeatInterval | compact | uniq -}}
{{- if gt (len $two) 1 -}}
{{- fail "api.config.heartbeatInterval and k8sAgent.config.heartbeatInterval mean the same and differ: set only one of them." -}}
{{- end -}}
{{- end -}}

{{- define "streamspace.agentChecks" -}}
{{- $agent := .Values.k8sAgent -}}
{{- if and (gt (int $agent.replicas) 1) (not $agent.ha.enabled) -}}
{{- fail "Several agents of one id need an election: set k8sAgent.ha.enabled=true, or k8sAgent.replicas=1." -}}
{{- end -}}
{{- if and $agent.ha.leaseName $agent.ha.redisSecret -}}
{{- fail "Agents elect their leader by a Lease or by Redis: leave out k8sAgent.ha.leaseName or k8sAgent.ha.redisSecret." -}}
{{- end -}}
{{- if not .Values.api.enabled -}}
{{- if not $agent.config.controlPlaneURL -}}
{{- fail "An agent alone needs its hub's address: set k8sAgent.config.controlPlaneURL, for example wss://streamspace.example.com." -}}
{{- end -}}
{{- if not $agent.config.agentId -}}
{{- fail "An agent alone needs an id that no other agent of the hub has: set k8sAgent.config.agentId, for example k8s-eu-west-1." -}}
{{- end -}}
{{- if $agent.config.heartbeatInterval -}}
{{- fail "The hub tells its agents how often to send heartbeats: set api.config.heartbeatInterval where the hub is installed." -}}
{{- end -}}
{{- if not (or .Values.secrets.agentEnrolmentKey .Values.secrets.existingSecret $agent.existingKeySecret) -}}
{{- fail "An agent alone needs the hub's enrolment key: set secrets.existingSecret to the name of a secret with the key agent-enrolment-key, or secrets.agentEnrolmentKey. In the hub's cluster: kubectl get secret streamspace-secrets -n streamspace -o jsonpath='{.data.agent-enrolment-key}' | base64 -d" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Values of the chart of version 1 and of the first betas. */}}
{{- define "streamspace.formerValues" -}}
{{- $former := dict
  "ui" "the hub brings its web UI itself. Leave ui.* out"
  "controller" "agents took the controller's place. Leave controller.* out and set k8sAgent.enabled=true"
  "nats" "hub and agents need no message broker. Leave nats.* out"
  "adminPassword" "the password is in a secret. Set admin.existingSecret, or admin.password" -}}
{{- range $name, $sentence := $former -}}
{{- if hasKey $.Values $name -}}
{{- fail (printf "There is no value %s any more: %s." $name $sentence) -}}
{{- end -}}
{{- end -}}
{{- end -}}
