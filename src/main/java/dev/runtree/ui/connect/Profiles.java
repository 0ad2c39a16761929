package dev.runtree.ui.connect;

import dev.runtree.settings.ConnectionProfile;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.PasswordFrom;
import dev.runtree.settings.Passwords;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.Targets;
import dev.runtree.store.ConnectionCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The profiles on disk and their passwords. Every method may take its time: none belongs on the JavaFX thread. */
final class Profiles {
    private final RuntreeHome home;
    private final SettingsFile file;
    private final Passwords passwords;

    Profiles(RuntreeHome home) {
        this.home = home;
        file = new SettingsFile(home);
        passwords = new Passwords(home);
    }

    /** @param place where a password is saved, in words for the user */
    record Known(List<ConnectionProfile> profiles, String place) {}

    Known load() {
        return new Known(file.load().profiles(), passwords.place());
    }

    /** Saves a profile; an empty password leaves the one that is saved, unless none shall be. */
    Known save(ConnectionProfile profile, String password) {
        file.save(file.load().withProfile(profile));
        if (profile.passwordFrom() == PasswordFrom.ENVIRONMENT) {
            passwords.forget(profile.name());
        } else if (!password.isEmpty()) {
            passwords.save(profile.name(), password);
        }
        return load();
    }

    Known remove(String name) {
        file.save(file.load().withoutProfile(name));
        passwords.forget(name);
        return load();
    }

    DatabaseTarget target(ConnectionProfile profile, String password) {
        var targets = new Targets(file.load(), passwords);
        return password.isEmpty() ? targets.of(profile) : targets.of(profile, password);
    }

    /** Keeps what was opened last, to be opened by the next start: a profile as it is saved, or the embedded database. */
    void opened(@Nullable ConnectionProfile profile) {
        var settings = file.load();
        if (profile == null) {
            file.save(settings.withLastProfile(null));
        } else if (settings.profile(profile.name()).filter(profile::equals).isPresent()) {
            file.save(settings.withLastProfile(profile.name()));
        }
    }

    /** Connects and looks; changes nothing there. */
    ConnectionCheck test(DatabaseTarget target) {
        return ConnectionCheck.of(target, home);
    }
}
