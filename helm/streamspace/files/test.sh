# The image has bash and no curl.
request() { # METHOD PATH TOKEN BODY
  exec 3<>"/dev/tcp/$API_HOST/$API_PORT"
  printf '%s %s HTTP/1.0\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$API_HOST" "$3" "${#4}" "$4" >&3
  answer=$(cat <&3)
  exec 3>&-
  status=${answer#* }
  status=${status%% *}
}
fail() { echo "FAILED: $*"; exit 1; }

request GET /ready - ''
[ "$status" = 200 ] || fail "the hub is not ready (HTTP $status): $answer"
echo "The hub is ready."

password=${ADMIN_PASSWORD//\\/\\\\}
request POST /api/v1/auth/login - "{\"username\":\"admin\",\"password\":\"${password//\"/\\\"}\"}"
[ "$status" = 200 ] || fail "admin cannot log in with the password of the secret (HTTP $status). It was changed in the web UI, or the database is older than the secret."
token=${answer#*\"token\":\"}
token=${token%%\"*}
echo "admin can log in."

[ -n "$AGENT_ID" ] || exit 0
for attempt in {1..30}; do
  request GET "/api/v1/agents/$AGENT_ID" "$token" ''
  if [[ $status = 200 && $answer = *'"status":"online"'* ]]; then
    echo "Agent $AGENT_ID is online."
    exit 0
  fi
  sleep 2
done
fail "agent $AGENT_ID is not online (HTTP $status): $answer"
