package io.streamspace.server.users;

import io.streamspace.server.config.AuthConfiguration;
import io.streamspace.server.http.ApiException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts. Names are kept in lower case. Calls block on the database, those with a password also on its hash. */
public final class Users {
    /** The account that ADMIN_PASSWORD is for. */
    public static final String ADMIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");
    private static final int MAX_PASSWORD_LENGTH = 1024;

    private final UserStore store;
    private final Passwords passwords;
    private final InstantSource clock;

    public Users(DataSource database, InstantSource clock) {
        this.store = new UserStore(database);
        this.passwords = new Passwords(Runtime.getRuntime().availableProcessors());
        this.clock = clock;
    }

    /**
     * Brings the table up to date and creates the administrator, or follows a changed ADMIN_PASSWORD as long as nobody
     * has chosen another password since.
     */
    public void prepare(Optional<String> adminPassword) {
        store.migrate();
        Optional<StoredUser> admin = store.find(ADMIN);
        if (adminPassword.isEmpty()) {
            if (admin.isEmpty()) {
                LOG.atWarn().log("There is no user admin: set ADMIN_PASSWORD to create one");
            }
        } else if (admin.isEmpty()) {
            insert(ADMIN, adminPassword.get(), Role.ADMIN, true);
            LOG.atInfo().log("Created the user admin with the password from ADMIN_PASSWORD");
        } else if (admin.get().bootstrap()
                && !passwords.matches(adminPassword.get(), admin.get().passwordHash())) {
            store.changePassword(ADMIN, passwords.hash(adminPassword.get()), true);
            LOG.atInfo().log("Gave the user admin the new password from ADMIN_PASSWORD");
        }
    }

    /** Empty where name or password is wrong; takes about the same time in both cases. */
    public Optional<User> authenticate(String username, String password) {
        Optional<StoredUser> stored = store.find(normalize(username));
        String hash = stored.map(StoredUser::passwordHash).orElseGet(passwords::nobody);
        return passwords.matches(password, hash) ? stored.map(StoredUser::user) : Optional.empty();
    }

    public Optional<User> find(String username) {
        return store.find(normalize(username)).map(StoredUser::user);
    }

    public List<User> list() {
        return store.list().stream().map(StoredUser::user).toList();
    }

    public User create(String username, String password, Role role) {
        String name = normalize(username);
        if (!USERNAME.matcher(name).matches()) {
            throw ApiException.invalid(
                    "username",
                    "A user name has 1 to 63 letters, digits or . _ @ - and begins with a letter or digit.");
        }
        checkStrength("password", password);
        return insert(name, password, role, false)
                .orElseThrow(() -> ApiException.conflict(
                        "user_exists", "There is a user " + name + " already. Choose another name."));
    }

    /** Revokes all tokens of the user. @throws ApiException {@code wrong_password} */
    public User changePassword(User user, String oldPassword, String newPassword) {
        checkStrength("new_password", newPassword);
        if (authenticate(user.username(), oldPassword).isEmpty()) {
            throw new ApiException(403, "wrong_password", "The old password is wrong.");
        }
        store.changePassword(user.username(), passwords.hash(newPassword), false);
        return find(user.username()).orElse(user);
    }

    public void delete(String username) {
        if (!store.delete(normalize(username))) {
            throw ApiException.notFound("user_not_found", "There is no user of this name.");
        }
    }

    private Optional<User> insert(String username, String password, Role role, boolean bootstrap) {
        User user = new User(username, role, 1, clock.instant());
        return store.insert(new StoredUser(user, passwords.hash(password), bootstrap))
                ? Optional.of(user)
                : Optional.empty();
    }

    private static String normalize(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    private static void checkStrength(String field, String password) {
        if (password.length() < AuthConfiguration.MIN_PASSWORD_LENGTH || password.length() > MAX_PASSWORD_LENGTH) {
            throw ApiException.invalid(
                    field, "A password has at least " + AuthConfiguration.MIN_PASSWORD_LENGTH + " characters.");
        }
    }
}
