{{/*
A secret's value in base64: the given one, else the one that the cluster has, else a new one. So an upgrade keeps what an installation
generated. The argument is (list . SECRET KEY GIVEN LENGTH). Without a cluster (helm template) each rendering has new ones.
*/}}
{{- define "streamspace.kept" -}}
{{- $root := index . 0 -}}
{{- $given := index . 3 -}}
{{- if $given -}}
{{- $given | b64enc -}}
{{- else -}}
{{- $present := lookup "v1" "Secret" $root.Release.Namespace (index . 1) | default dict -}}
{{- $data := $present.data | default dict -}}
{{- get $data (index . 2) | default (randAlphaNum (int (index . 4)) | b64enc) -}}
{{- end -}}
{{- end -}}

{{- define "streamspace.keep" -}}
{{- if .Values.secrets.keepAfterUninstall -}}
annotations:
  helm.sh/resource-policy: keep
{{- end -}}
{{- end -}}

{{- define "streamspace.adminSecret" -}}
{{- default (printf "%s-admin-credentials" (include "streamspace.fullname" .)) .Values.admin.existingSecret -}}
{{- end -}}

{{- define "streamspace.secrets" -}}
{{- default (printf "%s-secrets" (include "streamspace.fullname" .)) .Values.secrets.existingSecret -}}
{{- end -}}

{{- define "streamspace.databaseSecret" -}}
{{- default (printf "%s-db" (include "streamspace.fullname" .)) .Values.database.existingSecret -}}
{{- end -}}

{{- define "streamspace.databaseSecretKey" -}}
{{- ternary .Values.database.existingSecretKey "password" (ne .Values.database.existingSecret "") -}}
{{- end -}}

{{- define "streamspace.redisSecret" -}}
{{- printf "%s-redis" (include "streamspace.fullname" .) -}}
{{- end -}}
