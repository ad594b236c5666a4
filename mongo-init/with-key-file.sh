# Starts MongoDB so that it asks for logins; used by auth.yml.
#
# A replica set with logins needs a file with a secret that its members share, readable by mongod
# alone. This set has one member, so that nobody else need ever know it: it is made here, once.
set -eu
key=/data/configdb/keyFile

if [ ! -s "$key" ]; then
    (umask 377 && head -c 512 /dev/urandom | base64 -w 0 > "$key.new")
    chown mongodb:mongodb "$key.new"
    mv "$key.new" "$key"
fi
exec docker-entrypoint.sh "$@" --keyFile "$key"
