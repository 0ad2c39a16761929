package dev.runtree.ui.connect;

import dev.runtree.settings.ConnectionProfile;
import dev.runtree.ui.Messages;
import org.jspecify.annotations.Nullable;

/**
 * A database to choose.
 *
 * @param profile {@code null} is the embedded one
 */
record ProfileEntry(@Nullable ConnectionProfile profile) {
    static final ProfileEntry EMBEDDED = new ProfileEntry(null);

    String name() {
        return profile == null ? Messages.text("connect.embedded") : profile.name();
    }

    String place() {
        return profile == null
                ? Messages.text("connect.embedded.place")
                : profile.host() + ":" + profile.port() + "/" + profile.database();
    }
}
