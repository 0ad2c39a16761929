package dev.runtree.settings;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the database that a word names: what stands behind {@code --db}, or a profile of the window. */
public final class Targets {
    /** The word for the database in the data folder. */
    public static final String EMBEDDED = "embedded";

    private final Map<String, String> environment;
    private final Settings settings;
    private final Passwords passwords;

    public Targets(Settings settings, Passwords passwords) {
        this(System.getenv(), settings, passwords);
    }

    Targets(Map<String, String> environment, Settings settings, Passwords passwords) {
        this.environment = environment;
        this.settings = settings;
        this.passwords = passwords;
    }

    /** With the settings and passwords of a home. */
    public static Targets of(RuntreeHome home) {
        return new Targets(new SettingsFile(home).load(), new Passwords(home));
    }

    /**
     * @param word a URL, the name of a profile, or {@code embedded}, which {@code null} is too
     * @throws SettingsException when it is none of these
     */
    public DatabaseTarget named(@Nullable String word) {
        if (word == null || word.isBlank() || word.equals(EMBEDDED)) {
            return new DatabaseTarget.Embedded();
        }
        if (ConnectionProfile.looksLikeUrl(word)) {
            return at(DatabaseUrl.parse(word));
        }
        return of(settings.profile(word).orElseThrow(() -> unknown(word)));
    }

    /** The database that the window had open last; the embedded one where that was it, or is not known any more. */
    public DatabaseTarget last() {
        var profile = Optional.ofNullable(settings.lastProfile()).flatMap(settings::profile);
        return profile.isPresent() ? of(profile.get()) : new DatabaseTarget.Embedded();
    }

    /** The database of a profile, with the password that is found for it. */
    public DatabaseTarget.Server of(ConnectionProfile profile) {
        var user = user(profile.user());
        return new DatabaseTarget.Server(profile.url(), user, passwords.find(profile, user));
    }

    /** The database of a profile, with a password that was typed and is not saved yet. */
    public DatabaseTarget.Server of(ConnectionProfile profile, String password) {
        return new DatabaseTarget.Server(profile.url(), user(profile.user()), password);
    }

    private DatabaseTarget.Server at(DatabaseUrl url) {
        var user = user(url.user());
        var password = url.password() != null
                ? url.password()
                : passwords.find(url.host(), url.port(), url.database().isEmpty() ? user : url.database(), user);
        return new DatabaseTarget.Server(url.jdbc(), user, password);
    }

    /** As PostgreSQL's own programs choose it. */
    private String user(@Nullable String told) {
        if (told != null && !told.isBlank()) {
            return told;
        }
        var fromEnvironment = environment.get("PGUSER");
        return fromEnvironment != null && !fromEnvironment.isBlank()
                ? fromEnvironment
                : System.getProperty("user.name", "");
    }

    private SettingsException unknown(String word) {
        var known = settings.profiles().stream().map(ConnectionProfile::name).collect(Collectors.joining(", "));
        return new SettingsException(
                known.isEmpty()
                        ? "There is no profile \"" + word + "\", nor any other yet: give a URL, such as"
                                + " jdbc:postgresql://HOST/DATABASE, or make a profile in the window."
                        : "There is no profile \"" + word + "\". There are: " + EMBEDDED + ", " + known + ".");
    }
}
