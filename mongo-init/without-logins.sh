# Starts MongoDB without logins; auth.yml starts it in another way.
#
# Whoever has set passwords wants logins. Where the compose program does not read COMPOSE_FILE from
# .env, as podman-compose does not, auth.yml is left out without a word: then nothing is started.
set -eu

if [ -n "${MONGO_ROOT_PASSWORD:-}${MONGO_APP_PASSWORD:-}" ]; then
    echo "MongoDB is not started: passwords are set, but mongo-init/auth.yml is not in use, so that" \
        "nobody would be asked for them. Where COMPOSE_FILE in .env is not read, export it:" \
        "export COMPOSE_FILE=docker-compose.yml:mongo-init/auth.yml" >&2
    exit 1
fi
exec docker-entrypoint.sh "$@"
