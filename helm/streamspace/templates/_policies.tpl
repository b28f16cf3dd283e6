{{/* A store that the hub alone reaches. The argument is (list . COMPONENT NAME PORT). */}}
{{- define "streamspace.onlyApi" -}}
{{- $root := index . 0 -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ index . 2 }}
  labels:
    {{- include "streamspace.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "streamspace.selector" . | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - ports:
        - {protocol: TCP, port: {{ index . 3 }}}
      from:
        - podSelector:
            matchLabels:
              {{- include "streamspace.selector" (list $root "control-plane") | nindent 14 }}
{{- end -}}
