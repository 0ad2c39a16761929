package dev.runtree.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the password for a connection: {@code PGPASSWORD}, then {@code .pgpass} (or {@code PGPASSFILE}), then the one
 * saved with the profile, in the system's key store or, where there is none, in a file that only its owner can read.
 */
public final class Passwords {
    private final Map<String, String> environment;
    private final PgPass pgPass;
    private final SavedSecrets saved;

    public Passwords(RuntreeHome home) {
        this(System.getenv(), home);
    }

    Passwords(Map<String, String> environment, RuntreeHome home) {
        this.environment = environment;
        this.pgPass = PgPass.fromEnvironment(environment);
        this.saved = new SavedSecrets(environment, home);
    }

    /** {@code null} when there is none anywhere: the server may not ask for one. */
    @Nullable String find(ConnectionProfile profile, String user) {
        var password = find(profile.host(), profile.port(), profile.database(), user);
        return password == null && profile.passwordFrom() == PasswordFrom.SAVED ? saved.read(profile.name()) : password;
    }

    @Nullable String find(String host, int port, String database, String user) {
        var told = environment.get("PGPASSWORD");
        return told != null ? told : pgPass.password(host, port, database, user);
    }

    /** Saves the password of a profile, in place of an earlier one. */
    public void save(String profile, String password) {
        saved.save(profile, password);
    }

    /** Forgets the password of a profile, wherever it was saved. */
    public void forget(String profile) {
        saved.forget(profile);
    }

    /** Where {@link #save} puts a password, in words for the user. */
    public String place() {
        return saved.place();
    }
}
