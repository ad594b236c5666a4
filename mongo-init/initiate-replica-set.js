// The health check of the `mongodb` service. Ends with 0 only when this mongod is the primary of
// its replica set, and initiates the set when nobody has. Safe to run at any time, any number of
// times. By hand:
//
//   docker compose exec mongodb mongosh --quiet --file /mongo-init/initiate-replica-set.js
//
// A new set gets the collections whose edits MongoDB checks, so that it refuses what is mistyped
// before the app has ever started; the app installs the same rules everywhere else.
//
// A change stream needs a replica set; one member is enough. Its host is named here because
// MongoDB would otherwise take the container's id, which changes when the container is recreated.

const replicaSet = 'rs0';
const host = process.env.REPLICA_SET_HOST || 'mongodb:27017';
const schemas = process.env.SCHEMAS || '/schemas'; // reactor/mongo/setup/schemas
const electionTimeout = 10_000; // milliseconds; a lone member elects itself in about one second

function say(line) {
  print(`${new Date().toISOString()} ${line}`);
}

// `hello` needs no login, and unlike `ping` it tells a primary from a member that cannot write.
function isPrimary() {
  const { setName, isWritablePrimary } = db.hello();
  return setName === replicaSet && isWritablePrimary;
}

function waitForElection() {
  const deadline = Date.now() + electionTimeout;
  while (!isPrimary() && Date.now() < deadline) sleep(100);
}

function initiate() {
  try {
    rs.initiate({ _id: replicaSet, members: [{ _id: 0, host }] });
    say(`replica set ${replicaSet} initiated with ${host}`);
    waitForElection();
  } catch (error) {
    if (error.codeName !== 'AlreadyInitialized') throw error;
    say(`this data belongs to a member of another name than ${host}: see rs.conf(), rs.reconfig()`);
  }
}

function installValidators() {
  const { readdirSync, readFileSync } = require('fs');
  const scoutly = db.getSiblingDB(process.env.MONGO_INITDB_DATABASE || 'scoutly');
  try {
    for (const file of readdirSync(schemas)) {
      const validator = { $jsonSchema: JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8')) };
      const refuse = { validationLevel: 'moderate', validationAction: 'error' };
      scoutly.createCollection(file.replace('.json', ''), { validator, ...refuse });
    }
  } catch (error) {
    say(`the validators are left to the app: ${error.message}`);
  }
}

const { setName, isreplicaset: hasNoValidConfiguration } = db.hello();
if (hasNoValidConfiguration) {
  initiate();
} else if (!setName) {
  say(`this mongod is a standalone: start it with --replSet ${replicaSet}`);
}
if (isPrimary()) {
  if (process.env.MONGO_ROOT_PASSWORD) load('/mongo-init/create-users.js');
  if (hasNoValidConfiguration) installValidators();
}

quit(isPrimary() ? 0 : 1);
