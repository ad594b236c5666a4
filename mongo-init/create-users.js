// Part of the health check where logins are on (auth.yml): creates the users that are missing.
// Passwords come from the environment; a user that exists is left as it is.

const admin = db.getSiblingDB('admin');
const { MONGO_ROOT_PASSWORD: rootPassword, MONGO_APP_PASSWORD: appPassword } = process.env;

function canLogIn(user, password) {
  try {
    return Boolean(admin.auth(user, password));
  } catch (error) {
    if (error.codeName !== 'AuthenticationFailed') throw error;
    return false;
  }
}

// MongoDB lets whoever is inside its container create the first user, and nobody after that.
function logInAsRoot() {
  if (canLogIn('root', rootPassword)) return;
  try {
    admin.createUser({ user: 'root', pwd: rootPassword, roles: ['root'] });
  } catch (error) {
    throw new Error(`MONGO_ROOT_PASSWORD is not the password of root: ${error.message}`);
  }
  admin.auth('root', rootPassword);
  print('user root created');
}

function createUserOfApp() {
  if (admin.getUser('reactor')) throw new Error('MONGO_APP_PASSWORD is not that of user reactor');
  if (!admin.getRole('reactor')) {
    admin.createRole({
      role: 'reactor',
      roles: [{ role: 'readWrite', db: 'scoutly' }],
      privileges: [
        // Validators, and images of what was deleted.
        { resource: { db: 'scoutly', collection: '' }, actions: ['collMod'] },
        // What `reactor doctor` asks about the server.
        { resource: { cluster: true }, actions: ['getParameter', 'replSetGetStatus'] },
      ],
    });
  }
  admin.createUser({ user: 'reactor', pwd: appPassword, roles: ['reactor'] });
  print('user reactor created');
}

if (!canLogIn('reactor', appPassword)) {
  logInAsRoot();
  createUserOfApp();
}
