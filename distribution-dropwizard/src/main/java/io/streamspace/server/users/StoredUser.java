package io.streamspace.server.users;

/**
 * A row of the table.
 *
 * @param bootstrap whether the password is the one from ADMIN_PASSWORD
 */
record StoredUser(User user, String passwordHash, boolean bootstrap) {
    @Override
    public String toString() {
        return "StoredUser[user=" + user + ", bootstrap=" + bootstrap + "]";
    }
}
